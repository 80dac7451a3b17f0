namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>
/// A large network as it is after weeks: every table full of random contacts of each bucket's range, taken in through
/// the table's own rules. A part lies, and a part of the honest has just died without anybody's knowing.
/// </summary>
internal sealed class SettledNetwork
{
    private readonly List<SimulatedNode> _sorted;

    public SettledNetwork(int seed, int nodes, double colluding, double deadOfHonest)
    {
        Network = new SimulatedNetwork(seed);
        var prefixes = Enumerable.Range(1, 57_000).ToArray();
        Network.Random.Shuffle(prefixes);
        for (var i = 0; i < nodes; i++) Network.Add(TestIdentity.Address(prefixes[i % prefixes.Length], 1 + (i / prefixes.Length)));
        _sorted = [.. Network.Nodes.OrderBy(n => n.Contact.Id.DistanceTo(default))];
        foreach (var node in Network.Nodes.Take((int)(nodes * colluding))) Network.Collude(node);
        foreach (var node in Network.Nodes.Where(n => !n.IsColluding)) Fill(node);
        var honest = Network.Nodes.Where(n => !n.IsColluding).ToList();
        foreach (var node in honest.Take((int)(honest.Count * deadOfHonest))) node.IsAlive = false;
        foreach (var node in Network.Nodes) node.Learns = false;
    }

    public SimulatedNetwork Network { get; }

    /// <summary>Owners publish because their address has changed, minutes after the last time: the record that the liars
    /// kept is still fresh.</summary>
    public bool PublishedEarly { get; set; }

    public List<SimulatedNode> Honest => [.. Network.Nodes.Where(n => n is { IsColluding: false, IsAlive: true })];

    /// <summary>Looks up random keys, so that a node knows the network's size.</summary>
    public void Measure(SimulatedNode node, int lookups)
    {
        for (var i = 0; i < lookups; i++)
        {
            Network.Rewind();
            var key = Network.RandomId();
            var lookup = node.Find(key, null, new LookupOptions());
            Network.Run(() => lookup.IsDone);
            node.Node.Size.Sample(key, lookup.Nearest);
        }
    }

    /// <summary>Stores a record at the k nearest nodes, as its owner did before the dead died; liars forget it.</summary>
    public PeerRecord Place(TestIdentity owner)
    {
        var expired = owner.Record(1, Network.Now.AddHours(-5));
        // Published by the schedule: anywhere within the last half hour, and half an hour before that.
        var published = Network.Now - (KademliaConstants.RepublishInterval * Network.Random.NextDouble());
        var older = owner.Record(2, PublishedEarly ? published.AddSeconds(-10) : published - KademliaConstants.RepublishInterval);
        var newest = owner.Record(3, published);
        Attack.Knows(owner, newest, older, expired);
        foreach (var node in Network.Nodes.OrderBy(n => n.Contact.Id.DistanceTo(owner.Id)).Take(KademliaConstants.K).Where(n => !n.IsColluding))
            Assert.Equal(KademliaRefusal.None, node.Node.Store.Put(newest.Encoded, owner.At(TestIdentity.Address(1, 1)), node.Node.Size.RegionOf(owner.Id), Network.Now));
        return newest;
    }

    private void Fill(SimulatedNode node)
    {
        var (from, to) = (0, _sorted.Count);
        for (var bit = 0; to - from > 1; bit++)
        {
            var split = Split(from, to, bit);
            var ownIsLow = node.Contact.Id.DistanceTo(_sorted[from].Contact.Id).CommonPrefix > bit && split > from;
            var (otherFrom, otherTo) = ownIsLow ? (split, to) : (from, split);
            (from, to) = ownIsLow ? (from, split) : (split, to);
            var start = Network.Random.Next(Math.Max(1, otherTo - otherFrom));
            var step = Math.Max(1, (otherTo - otherFrom) / KademliaConstants.K);
            for (var i = 0; i < Math.Min(KademliaConstants.K, otherTo - otherFrom); i++)
            {
                var other = _sorted[otherFrom + ((start + (i * step)) % (otherTo - otherFrom))];
                node.Node.Table.Proved(other.Contact, true, Network.Now);
            }
        }
    }

    // The first index whose id has this bit set, among ids that agree on all bits before it.
    private int Split(int from, int to, int bit)
    {
        var (low, high) = (from, to);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((_sorted[middle].Contact.Id.ToArray()[bit / 8] >> (7 - (bit % 8)) & 1) == 1) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
