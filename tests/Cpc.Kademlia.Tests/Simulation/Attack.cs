using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>
/// What colluding nodes answer. They know each other and every record ever published, answer at once and correctly in
/// form, name only each other, the nearest to the key first, and instead of the newest record hand out a forged one with
/// a higher sequence, an older one that is still valid, or an expired one.
/// </summary>
internal static class Attack
{
    private static readonly Dictionary<NodeId, ReadOnlyMemory<byte>[]> Records = [];

    /// <summary>Tells the liars of a victim's records.</summary>
    public static void Knows(TestIdentity victim, PeerRecord newest, PeerRecord older, PeerRecord expired)
    {
        var forged = victim.Record(newest.Sequence + 1, newest.Content.NotBefore).Encoded.ToArray();
        forged[^1] ^= 1;
        lock (Records) Records[victim.Id] = [forged, older.Encoded, expired.Encoded];
    }

    public static KademliaAnswer Answer(SimulatedNetwork network, SimulatedNode node, KademliaRequest request) => request switch
    {
        KademliaRequest.FindNode find => new KademliaAnswer.Found(Nearest(network, find.Near), null) { Serving = true },
        KademliaRequest.FindRecord find => new KademliaAnswer.Found(Nearest(network, find.Near), RecordOf(find.Key, node)) { Serving = true },
        KademliaRequest.Store => new KademliaAnswer.Stored(KademliaRefusal.None) { Serving = true }, // and forgets it
        _ => new KademliaAnswer.Pong { Serving = true },
    };

    private static ReadOnlyMemory<byte>? RecordOf(NodeId key, SimulatedNode node)
    {
        lock (Records) return Records.TryGetValue(key, out var records) ? records[(uint)node.Contact.Id.GetHashCode() % 3] : null;
    }

    private static List<Contact> Nearest(SimulatedNetwork network, NodeId key)
    {
        var nearest = new SortedList<Distance, Contact>();
        foreach (var other in network.Colluding)
        {
            var distance = other.Contact.Id.DistanceTo(key);
            if (nearest.Count == KademliaConstants.K && distance > nearest.Keys[^1]) continue;
            nearest.Add(distance, other.Contact);
            if (nearest.Count > KademliaConstants.K) nearest.RemoveAt(KademliaConstants.K);
        }

        return [.. nearest.Values];
    }
}
