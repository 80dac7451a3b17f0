using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>A quote's state on one side, folded from its events by <see cref="Quote.Apply"/>.</summary>
public sealed record QuoteState
{
    /// <summary>The newest revision.</summary>
    public required QuoteOffer Offer { get; init; }

    public required InvoiceRole Role { get; init; }

    public required QuotePhase Phase { get; init; }

    /// <summary>Issuer side: the exchanges started, oldest first.</summary>
    public ValueList<ExchangeId> Attempts { get; init; }

    /// <summary>Issuer side: the recipient's receipt of the newest revision. Recipient side: our own.</summary>
    public ByteString? Receipt { get; init; }

    /// <summary>The answers, oldest first.</summary>
    public ValueList<QuoteStep> Answers { get; init; }

    /// <summary>Issuer side: the invoices made from it, oldest first.</summary>
    public ValueList<QuoteInvoice> Invoices { get; init; }

    /// <summary>What the invoices come to; never above the offer's total.</summary>
    public decimal InvoicedTotal => Invoices.Sum(invoice => invoice.Total);

    /// <summary>Whether the offer is open: it can still be accepted, countered, withdrawn or end.</summary>
    public bool IsOpen => Phase is QuotePhase.Issued or QuotePhase.Sent or QuotePhase.Delivered or QuotePhase.Received or QuotePhase.Countered;

    /// <summary>Identity and phase only.</summary>
    public override string ToString() => $"QuoteState({Offer.DocumentId}, revision {Offer.Revision}, {Role}, {Phase})";
}
