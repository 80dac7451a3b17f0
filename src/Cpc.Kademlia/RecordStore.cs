namespace Cpc.Kademlia;

/// <summary>The records a node keeps for others. Only its owner brings a record, and brings it again every half hour: so
/// nobody has to trust a holder, and flooding costs an identity and a session for each record. When the store is full, the
/// network (/16 or /32) with the most records gives way: whoever draws identities near this node displaces his own.</summary>
public sealed class RecordStore(NodeId self, int maxRecords = KademliaConstants.MaxStoredRecords)
{
    private readonly Dictionary<NodeId, Kept> _records = [];
    private readonly Dictionary<ulong, int> _prefixes = [];

    public int Count => _records.Count;

    /// <summary>The record of a key, if it is there and valid.</summary>
    public PeerRecord? Find(NodeId key, DateTimeOffset now) =>
        _records.TryGetValue(key, out var kept) && !kept.Record.IsExpired(now) ? kept.Record : null;

    /// <summary>Takes a record, verified.</summary>
    /// <param name="from">Who brings it, authenticated, from a proved address.</param>
    /// <param name="region">The region of the record's key.</param>
    public KademliaRefusal Put(ReadOnlyMemory<byte> encoded, Contact from, Region region, DateTimeOffset now)
    {
        // What costs nothing to refuse, before a signature is verified.
        if (!region.Holds(self, KademliaConstants.ResponsibleFactor)) return KademliaRefusal.NotResponsible;
        var known = _records.GetValueOrDefault(from.Id);
        NodeId? displaced = null;
        if (known is null && _records.Count >= maxRecords)
        {
            displaced = Displaced(from);
            if (displaced is null) return KademliaRefusal.StoreFull;
        }

        var refusal = PeerRecord.TryDecode(encoded, from.Peer, now, known?.Record, out var record);
        if (refusal == KademliaRefusal.RecordIdentity) return KademliaRefusal.NotOwner;
        if (refusal != KademliaRefusal.None) return refusal;
        Drop(displaced ?? from.Id);
        _records[from.Id] = new Kept(record!, from.Address.Prefix);
        _prefixes[from.Address.Prefix] = _prefixes.GetValueOrDefault(from.Address.Prefix) + 1;
        return KademliaRefusal.None;
    }

    /// <summary>Drops what has expired.</summary>
    /// <returns>How many.</returns>
    public int Expire(DateTimeOffset now)
    {
        var expired = _records.Where(r => r.Value.Record.IsExpired(now)).Select(r => r.Key).ToList();
        foreach (var key in expired) Drop(key);
        return expired.Count;
    }

    // The farthest record of the networks that have most. Where the newcomer's would then have as many, it has to be nearer:
    // a flood of far records can't displace those this node is for.
    private NodeId? Displaced(Contact newcomer)
    {
        var most = _prefixes.Values.Max();
        var farthest = _records.Where(r => _prefixes[r.Value.Prefix] == most).Select(r => r.Key).MaxBy(k => k.DistanceTo(self));
        var isFair = _prefixes.GetValueOrDefault(newcomer.Address.Prefix) + 1 < most;
        return isFair || newcomer.Id.DistanceTo(self) < farthest.DistanceTo(self) ? farthest : null;
    }

    private void Drop(NodeId key)
    {
        if (!_records.Remove(key, out var kept)) return;
        if (--_prefixes[kept.Prefix] == 0) _prefixes.Remove(kept.Prefix);
    }

    private sealed record Kept(PeerRecord Record, ulong Prefix);
}
