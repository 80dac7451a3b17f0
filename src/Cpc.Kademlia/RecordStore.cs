using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>The records a node keeps for others. Only its owner brings a record, and brings it again every half hour: so
/// nobody has to trust a holder, and flooding costs an identity and a session for each record.</summary>
public sealed class RecordStore(NodeId self, int maxRecords = KademliaConstants.MaxStoredRecords)
{
    private readonly Dictionary<PeerId, PeerRecord> _records = [];

    public int Count => _records.Count;

    /// <summary>The record of an identity, if it is there and valid.</summary>
    public PeerRecord? Find(PeerId peer, DateTimeOffset now) =>
        _records.TryGetValue(peer, out var record) && !record.IsExpired(now) ? record : null;

    /// <summary>Takes a record, verified.</summary>
    /// <param name="from">Who brings it, authenticated.</param>
    /// <param name="region">The region of the record's key.</param>
    public KademliaRefusal Put(ReadOnlyMemory<byte> encoded, PeerId from, Region region, DateTimeOffset now)
    {
        var known = _records.GetValueOrDefault(from);
        var refusal = PeerRecord.TryDecode(encoded, from, now, known, out var record);
        if (refusal == KademliaRefusal.RecordIdentity) return KademliaRefusal.NotOwner;
        if (refusal != KademliaRefusal.None) return refusal;
        if (!region.Holds(self, KademliaConstants.ResponsibleFactor)) return KademliaRefusal.NotResponsible;
        if (known is null && _records.Count >= maxRecords && !MakeRoom(region.Key)) return KademliaRefusal.StoreFull;
        _records[from] = record!;
        return KademliaRefusal.None;
    }

    /// <summary>Drops what has expired.</summary>
    /// <returns>How many.</returns>
    public int Expire(DateTimeOffset now)
    {
        var expired = _records.Where(r => r.Value.IsExpired(now)).Select(r => r.Key).ToList();
        foreach (var peer in expired) _records.Remove(peer);
        return expired.Count;
    }

    // The farthest gives way to a nearer one, so that a flood of far records can't displace those this node is for.
    private bool MakeRoom(NodeId key)
    {
        var farthest = _records.Keys.MaxBy(p => NodeId.Of(p).DistanceTo(self));
        if (key.DistanceTo(self) >= NodeId.Of(farthest).DistanceTo(self)) return false;
        _records.Remove(farthest);
        return true;
    }
}
