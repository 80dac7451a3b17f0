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

    public bool HasTooMany(ulong prefix) => Entries.Count(e => e.Contact.Address.Prefix == prefix) >= KademliaConstants.MaxPerPrefixInBucket;

    /// <summary>Remembers a proved contact for later; the oldest gives way.</summary>
    public void Wait(TableEntry entry)
    {
        Forget(entry.Contact.Id);
        if (Replacements.Count >= KademliaConstants.ReplacementCacheSize) Replacements.RemoveAt(0);
        Replacements.Add(entry);
    }

    public void Forget(NodeId id) => Replacements.RemoveAll(e => e.Contact.Id == id);
}
