namespace Cpc.Kademlia;

/// <summary>The contacts that share a prefix of one length with the own id: at most k, and a few that wait.</summary>
internal sealed class Bucket(DateTimeOffset now)
{
    public List<TableEntry> Entries { get; } = [];

    /// <summary>Oldest first.</summary>
    public List<TableEntry> Replacements { get; } = [];

    /// <summary>When an id within it was last looked up.</summary>
    public DateTimeOffset LastLookup { get; set; } = now;

    public bool IsFull => Entries.Count >= KademliaConstants.K;

    /// <param name="except">Is not counted.</param>
    public bool HasTooMany(ulong prefix, TableEntry? except = null) =>
        Entries.Count(e => e != except && e.Contact.Address.Prefix == prefix) >= KademliaConstants.MaxPerPrefixInBucket;

    /// <summary>Remembers a proved contact for later; the oldest gives way, first of all the oldest of its own network when
    /// that has its share already: one network can't push all others out.</summary>
    public void Wait(TableEntry entry)
    {
        Forget(entry.Contact.Id);
        var prefix = entry.Contact.Address.Prefix;
        if (Replacements.Count(e => e.Contact.Address.Prefix == prefix) >= KademliaConstants.MaxPerPrefixInBucket)
            Replacements.Remove(Replacements.First(e => e.Contact.Address.Prefix == prefix));
        if (Replacements.Count >= KademliaConstants.ReplacementCacheSize) Replacements.RemoveAt(0);
        Replacements.Add(entry);
    }

    public void Forget(NodeId id) => Replacements.RemoveAll(e => e.Contact.Id == id);
}
