using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>What comes of a command.</summary>
public abstract record QuoteDecision
{
    private QuoteDecision()
    {
    }

    /// <summary>Persist the event, then act.</summary>
    public sealed record Accepted(QuoteEvent Happened) : QuoteDecision;

    /// <summary>It has happened before: no event; answer again with the stored receipt where there is one.</summary>
    public sealed record Duplicate(ByteString? Receipt) : QuoteDecision;

    /// <summary>Nothing happens.</summary>
    /// <param name="Message">Why, and what would be legal. Holds no document content.</param>
    public sealed record Refused(QuoteRefusal Reason, string Message) : QuoteDecision;
}
