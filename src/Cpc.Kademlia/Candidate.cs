namespace Cpc.Kademlia;

/// <summary>A contact within one lookup.</summary>
internal sealed class Candidate(Contact contact, Distance distance)
{
    public Contact Contact { get; } = contact;

    public Distance Distance { get; } = distance;

    public QueryState State { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    /// <summary>The path that asked; its answer goes there only.</summary>
    public LookupPath? AskedBy { get; set; }

    /// <summary>Whether this is one claim about a node or another: a liar's wrong address must not hide the right one.</summary>
    public bool IsSameClaim(Contact other) => Contact.Address == other.Address && Contact.NoiseStatic.Span.SequenceEqual(other.NoiseStatic.Span);
}
