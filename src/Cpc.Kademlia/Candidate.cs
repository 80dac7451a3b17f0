namespace Cpc.Kademlia;

/// <summary>A contact within one lookup.</summary>
internal sealed class Candidate(Contact contact, Distance distance)
{
    public Contact Contact { get; } = contact;

    public Distance Distance { get; } = distance;

    public QueryState State { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    /// <summary>Its network had its share when it was its turn; that was counted.</summary>
    public bool IsSurplus { get; set; }

    /// <summary>The path that asked; its answer goes there only.</summary>
    public LookupPath? AskedBy { get; set; }
}
