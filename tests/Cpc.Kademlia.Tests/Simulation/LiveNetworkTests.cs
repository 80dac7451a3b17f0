namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>Nodes that join, publish, refresh, crash and come back, over a network that loses datagrams: all
/// tables are what the protocol itself made of them.</summary>
public class LiveNetworkTests
{
    [Fact]
    public void Three_hundred_nodes_find_each_other_under_loss_and_churn() => FindEachOther(300);

    [Fact]
    [Trait("Category", "Long")]
    public void A_thousand_nodes_find_each_other_under_loss_and_churn() => FindEachOther(1_000);

    private static void FindEachOther(int nodes)
    {
        var network = new SimulatedNetwork(7, loss: 0.01);
        for (var i = 0; i < nodes; i++) network.Add(TestIdentity.Address(1 + (i * 57), 1));
        var bootstrap = network.Nodes[0];
        for (var i = 1; i < nodes; i++)
        {
            var node = network.Nodes[i];
            network.At(TestIdentity.Start.AddMilliseconds(50 * i), () => node.Join(bootstrap.Contact));
        }

        var settled = TestIdentity.Start.AddMinutes(5);
        var end = TestIdentity.Start.AddMinutes(40);
        var publishers = network.Nodes.Where((_, i) => i % 20 == 0).ToList();
        foreach (var node in network.Nodes) network.At(settled, () => node.LiveUntil(end, publishers.Contains(node)));

        // A fifth crashes, half of those come back; publishers too, since records must outlive them for a while.
        var crashing = network.Nodes.Skip(1).Where((_, i) => i % 5 == 3).ToList();
        foreach (var (node, i) in crashing.Select((n, i) => (n, i)))
        {
            network.At(settled.AddSeconds(300 + (5 * i)), () => node.IsAlive = false);
            if (i % 2 == 0) network.At(settled.AddSeconds(600 + (5 * i)), node.Restart);
        }

        network.Run(end: end);
        // The bootstrap node was in everyone's way and is gone.
        bootstrap.IsAlive = false;
        Assert.All(network.Nodes.Where(n => n.IsAlive), n => Assert.True(n.Node.Table.Count >= 50, $"{n.Node.Table.Count} contacts"));

        var (found, queries, lookups) = (0, 0, 0);
        var living = network.Nodes.Where(n => n.IsAlive).ToList();
        foreach (var publisher in publishers)
        {
            var seeker = living[network.Random.Next(living.Count)];
            var lookup = seeker.Find(publisher.Contact.Id, publisher.Identity.Peer, new LookupOptions());
            network.Run(() => lookup.IsDone);
            lookups++;
            queries += lookup.Queries;
            if (lookup.Record?.Encoded.Span.SequenceEqual(publisher.Node.OwnRecord!.Encoded.Span) == true) found++;
        }

        Assert.Equal(lookups, found);
        Assert.InRange((double)queries / lookups, 10, 30);
    }

    [Fact]
    public void Without_churn_nothing_is_evicted_and_without_loss_nothing_is_refused()
    {
        var network = new SimulatedNetwork(8);
        for (var i = 0; i < 100; i++) network.Add(TestIdentity.Address(1 + (i * 57), 1));
        foreach (var node in network.Nodes.Skip(1)) node.Join(network.Nodes[0].Contact);
        network.Run(end: TestIdentity.Start.AddMinutes(5));
        var before = network.Nodes.Sum(n => n.Node.Table.Count);
        foreach (var node in network.Nodes) node.LiveUntil(TestIdentity.Start.AddHours(2), true);
        network.Run(end: TestIdentity.Start.AddHours(2));
        Assert.True(network.Nodes.Sum(n => n.Node.Table.Count) >= before);
        var refused = network.Nodes.SelectMany(n => n.Node.Refusals.All).Select(r => r.Refusal).Distinct();
        Assert.Empty(refused.Except([KademliaRefusal.BucketFull]));
    }

    [Fact]
    public void A_record_is_gone_two_hours_after_its_owner()
    {
        var network = new SimulatedNetwork(9);
        for (var i = 0; i < 60; i++) network.Add(TestIdentity.Address(1 + (i * 57), 1));
        foreach (var node in network.Nodes.Skip(1)) node.Join(network.Nodes[0].Contact);
        network.Run(end: TestIdentity.Start.AddMinutes(5));
        var owner = network.Nodes[5];
        owner.Publish(new LookupOptions());
        foreach (var node in network.Nodes) node.LiveUntil(TestIdentity.Start.AddHours(4), false);
        network.Run(end: network.Now.AddMinutes(1));
        owner.IsAlive = false;
        Assert.NotNull(Find());
        network.Run(end: network.Now.AddMinutes(130));
        Assert.Null(Find());
        Assert.Equal(0, network.Nodes.Where(n => n.IsAlive).Sum(n => n.Node.Store.Count));

        PeerRecord? Find()
        {
            var lookup = network.Nodes[20].Find(owner.Contact.Id, owner.Identity.Peer, new LookupOptions());
            network.Run(() => lookup.IsDone);
            return lookup.Record;
        }
    }
}
