using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>An invoice made from an accepted quote.</summary>
public sealed record QuoteInvoice : DocumentPart
{
    public required Guid DocumentId { get; init; }

    /// <summary>BT-112, in the quote's currency.</summary>
    public required decimal Total { get; init; }
}
