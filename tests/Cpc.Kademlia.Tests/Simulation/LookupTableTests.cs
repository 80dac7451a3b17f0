using System.Globalization;
using Cpc.Kademlia.Messages;
using Xunit.Abstractions;

namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>How often the newest record of an identity is found in a network of 10,000, and with how many messages
/// (docs/benchmarks/kademlia.md). The identities are in nobody's table: clients behind a NAT.</summary>
public class LookupTableTests(ITestOutputHelper output)
{
    private const int FirstAnswer = 960; // bytes for an answer within a handshake (docs/adr/0015)
    private const string RecordIsNew = "the same, and the record is new";
    private const int Seed = 1;
    private const int Nodes = 10_000;
    private const int Owners = 200;
    private const int Lookups = 1_000;

    /// <summary>For each number of paths: found at least, messages on average at most.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("clean", 0, 0, MessageCodec.MaxAnswerSize, new[] { 1, 4, 8 }, new double[] { 1, 1, 1 }, new double[] { 23, 25, 31 })]
    [InlineData("20 % colluding", 0.2, 0, MessageCodec.MaxAnswerSize, new[] { 1, 4, 8 }, new[] { 0.98, 0.99, 0.999 }, new double[] { 23, 35, 45 })]
    [InlineData("20 % colluding, 30 % of the honest dead", 0.2, 0.3, MessageCodec.MaxAnswerSize, new[] { 1, 4, 8 }, new[] { 0.90, 0.99, 0.999 }, new double[] { 28, 43, 53 })]
    [InlineData("the same among strangers", 0.2, 0.3, FirstAnswer, new[] { 1, 4, 8 }, new[] { 0.90, 0.99, 0.999 }, new double[] { 28, 43, 55 })]
    [InlineData(RecordIsNew, 0.2, 0.3, MessageCodec.MaxAnswerSize, new[] { 1, 4, 8 }, new[] { 0.90, 0.99, 0.999 }, new double[] { 28, 43, 53 })]
    public void Records_are_found_among_ten_thousand_nodes(string name, double colluding, double dead, int room, int[] paths, double[] found, double[] messages)
    {
        var settled = new SettledNetwork(Seed, Nodes, colluding, dead) { Network = { AnswerRoom = room }, PublishedEarly = name == RecordIsNew };
        var initiators = settled.Honest.OrderBy(_ => settled.Network.Random.Next()).Take(40).ToList();
        foreach (var initiator in initiators) settled.Measure(initiator, 5);
        settled.Network.Rewind();
        var owners = Enumerable.Range(0, Owners).Select(_ => new TestIdentity(settled.Network.Random)).ToList();
        var records = owners.ConvertAll(settled.Place);
        for (var p = 0; p < paths.Length; p++)
        {
            var lookups = new List<RegionLookup>();
            var times = new List<double>();
            var successes = 0;
            for (var i = 0; i < Lookups; i++)
            {
                settled.Network.Rewind();
                var owner = owners[i % Owners];
                var lookup = initiators[(i + (i / Owners)) % initiators.Count].Find(owner.Id, owner.Peer, new LookupOptions { Paths = paths[p] });
                settled.Network.Run(() => lookup.IsDone);
                lookups.Add(lookup);
                times.Add((settled.Network.Now - TestIdentity.Start).TotalMilliseconds);
                if (lookup.Record?.Sequence == records[i % Owners].Sequence) successes++;
            }

            var queries = lookups.Select(l => l.Queries).Order().ToList();
            var mean = queries.Average();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} | d = {paths[p]} | {100.0 * successes / Lookups:F1} % | {mean:F1} | {queries[Lookups / 2]} | {queries[Lookups * 99 / 100]} | {times.Order().ElementAt(Lookups / 2):F0} ms"));
            Assert.True(successes >= found[p] * Lookups, $"{name}, d = {paths[p]}: {successes} of {Lookups} found.");
            Assert.True(mean <= messages[p], $"{name}, d = {paths[p]}: {mean} messages.");
        }

        // The liars did lie.
        var refusals = initiators.Select(i => i.Node.Refusals).ToList();
        var forged = refusals.Sum(r => r[KademliaRefusal.RecordSignature]);
        var old = refusals.Sum(r => r[KademliaRefusal.RecordRolledBack]);
        var expired = refusals.Sum(r => r[KademliaRefusal.RecordExpired]);
        output.WriteLine($"{name}: forged {forged}, rolled back {old}, expired {expired}");
        Assert.Equal(colluding > 0, forged > 0 && old > 0 && expired > 0);
    }

    [Fact]
    public void A_run_repeats_exactly_from_its_seed()
    {
        Assert.Equal(Run(5), Run(5));
        Assert.NotEqual(Run(5), Run(6));

        static string Run(int seed)
        {
            var settled = new SettledNetwork(seed, 500, 0.2, 0.3);
            var owner = new TestIdentity(settled.Network.Random);
            settled.Place(owner);
            var lookup = settled.Honest[0].Find(owner.Id, owner.Peer, new LookupOptions());
            settled.Network.Run(() => lookup.IsDone);
            return $"{lookup.Queries} {settled.Network.Now:O} {string.Join(' ', lookup.Nearest.Select(c => c.Id))}";
        }
    }
}
