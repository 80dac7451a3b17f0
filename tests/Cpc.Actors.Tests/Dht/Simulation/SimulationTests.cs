using System.Globalization;
using Cpc.Kademlia;
using Cpc.Kademlia.Messages;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Dht.Simulation;

/// <summary>Many actors of the DHT in one process and in virtual time, some lying, some with a wrong clock, some dying.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private sealed record Outcome(int Wanted, int Found, double Queries, int Most, long Questions, ulong Trace, IReadOnlyDictionary<KademliaRefusal, long> Refusals, int Contacts);

    [Fact]
    public void A_hundred_actors_find_each_other_among_liars_and_the_dead()
    {
        var outcome = OnOneThread(() => Run(seed: 1, nodes: 100, finds: 40));
        Print(outcome);
        Assert.Equal(outcome.Wanted, outcome.Found);
        Holds(outcome);
    }

    [Fact]
    public void A_run_repeats_exactly_from_its_seed_and_another_seed_is_another_run()
    {
        var first = OnOneThread(() => Run(seed: 2, nodes: 40, finds: 10));
        var again = OnOneThread(() => Run(seed: 2, nodes: 40, finds: 10));
        var other = OnOneThread(() => Run(seed: 3, nodes: 40, finds: 10));
        Assert.Equal((first.Questions, first.Trace), (again.Questions, again.Trace));
        Assert.NotEqual(first.Trace, other.Trace);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void A_thousand_actors_find_each_other_among_liars_and_the_dead()
    {
        var outcome = OnOneThread(() => Run(seed: 4, nodes: 1_000, finds: 200));
        Print(outcome);
        Assert.InRange(outcome.Found, outcome.Wanted * 99 / 100, outcome.Wanted);
        Holds(outcome);
    }

    // Poisoned records and records from a wrong clock were met, refused and counted.
    private static void Holds(Outcome outcome)
    {
        Assert.True(outcome.Refusals[KademliaRefusal.RecordSignature] > 0, "forged");
        Assert.True(outcome.Refusals[KademliaRefusal.RecordExpired] > 0, "expired");
        Assert.True(outcome.Refusals[KademliaRefusal.RecordNotYetValid] > 0, "from a clock that is ahead");
    }

    private static Outcome Run(int seed, int nodes, int finds)
    {
        using var network = new SimulatedNetwork(seed, loss: 0.01);
        var honest = new List<SimulatedDhtNode> { network.Start(network.NewIdentity(), TimeSpan.Zero) };
        var first = honest[0].Identity.Contact;
        var wrong = (nodes / 2) + 1;
        // A tenth lies, and one honest node's clock is ten minutes ahead: nobody takes its record.
        var liars = Enumerable.Range(0, nodes / 10).Select(_ => network.NewIdentity()).ToList();
        foreach (var liar in liars) network.Link(liar.Contact).Lies = question => Lie(network, liars, honest, question);
        for (var i = 1; i < nodes - liars.Count; i++)
        {
            var ahead = i == wrong ? KademliaConstants.ClockSkew * 2 : TimeSpan.Zero;
            // Every tenth was told of a liar as well.
            Contact[] told = i % 10 == 0 ? [first, liars[i / 10 % liars.Count].Contact] : [first];
            honest.Add(network.Start(network.NewIdentity(), ahead, told));
            network.Pass(TimeSpan.FromMilliseconds(100));
        }

        network.Pass(TimeSpan.FromSeconds(60));
        var withWrongClock = honest[wrong];

        // A fifth dies without a word, the first among them; half as many come new.
        var dead = honest.Where((_, i) => i % 5 == 0).ToList();
        dead.ForEach(network.Stop);
        honest.RemoveAll(dead.Contains);
        for (var i = 0; i < dead.Count / 2; i++) honest.Add(network.Start(network.NewIdentity(), TimeSpan.Zero, honest[i].Identity.Contact));
        network.Pass(TimeSpan.FromSeconds(40));

        var queries = new List<int>();
        var found = 0;
        for (var i = 0; i < finds; i++)
        {
            var seeker = honest[network.Random.Next(honest.Count)];
            var wanted = honest[network.Random.Next(honest.Count)];
            if (wanted == seeker || wanted == withWrongClock) wanted = honest[^1] == seeker ? honest[^2] : honest[^1];
            var answer = seeker.Find(wanted.Identity.Peer);
            queries.Add(answer.Queries);
            if (answer.Record?.Content.Addresses[0] == wanted.Identity.Contact.Address) found++;
        }

        var refusals = new Dictionary<KademliaRefusal, long>(Enum.GetValues<KademliaRefusal>().Select(r => KeyValuePair.Create(r, 0L)));
        var contacts = 0;
        foreach (var status in honest.Select(h => h.Status))
        {
            contacts += status.Contacts;
            foreach (var (refusal, count) in status.Refusals) refusals[refusal] += count;
        }

        return new Outcome(finds, found, queries.Average(), queries.Max(), network.Questions, network.Trace, refusals, contacts / honest.Count);
    }

    // They name each other only, forget what they are to keep, and hand out forged and expired records of whoever is wanted.
    private static byte[] Lie(SimulatedNetwork network, List<SimulatedIdentity> liars, List<SimulatedDhtNode> honest, ReadOnlyMemory<byte> question)
    {
        Assert.Equal(KademliaRefusal.None, MessageCodec.TryDecode(question, out KademliaRequest? request));
        KademliaAnswer answer = request switch
        {
            KademliaRequest.FindNode find => new KademliaAnswer.Found(Nearest(find.Near), null) { Serving = true },
            KademliaRequest.FindRecord find => new KademliaAnswer.Found(Nearest(find.Near), RecordOf(find.Key)) { Serving = true },
            KademliaRequest.Store => new KademliaAnswer.Stored(KademliaRefusal.None) { Serving = true },
            _ => new KademliaAnswer.Pong { Serving = true },
        };
        return MessageCodec.Encode(answer);

        List<Contact> Nearest(NodeId near) => [.. liars.Select(l => l.Contact).OrderBy(c => c.Id.DistanceTo(near)).Take(9)];

        ReadOnlyMemory<byte>? RecordOf(NodeId key)
        {
            if (honest.Find(h => h.Identity.Contact.Id == key)?.Identity is not { } owner) return null;
            var seconds = DateTimeOffset.FromUnixTimeSeconds(network.Now.ToUnixTimeSeconds());
            var isForged = network.Random.Next(2) == 0;
            var from = isForged ? seconds : seconds.AddHours(-4);
            var record = PeerRecord.Sign(owner.Content with { NotBefore = from, NotAfter = from.AddHours(1), Sequence = isForged ? uint.MaxValue : 1 }, owner.Sign).Encoded.ToArray();
            if (isForged) record[^1] ^= 1;
            return record;
        }
    }

    // Without xunit's context, which would move continuations to other threads.
    private static Outcome OnOneThread(Func<Outcome> run)
    {
        Outcome? outcome = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                outcome = run();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return outcome ?? throw new InvalidOperationException("The simulation failed.", failure);
    }

    private void Print(Outcome outcome)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"found {outcome.Found} of {outcome.Wanted}; {outcome.Queries:F1} messages a find (most {outcome.Most}); {outcome.Questions} in all; {outcome.Contacts} contacts a node"));
        foreach (var (refusal, count) in outcome.Refusals.Where(r => r.Value > 0)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {refusal}: {count}"));
    }
}
