using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>What comes of a command.</summary>
public abstract record InvoiceDecision
{
    private InvoiceDecision()
    {
    }

    /// <summary>Persist the events, then act.</summary>
    public sealed record Accepted(ValueList<InvoiceEvent> Events) : InvoiceDecision;

    /// <summary>It has happened before: no event; answer again with the stored receipt where there is one.</summary>
    public sealed record Duplicate(ByteString? Receipt) : InvoiceDecision;

    /// <summary>Nothing happens.</summary>
    /// <param name="Message">Why, and what would be legal. Holds no document content.</param>
    public sealed record Refused(InvoiceRefusal Reason, string Message) : InvoiceDecision;
}
