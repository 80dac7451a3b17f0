using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>What happened to a quote, for ever.</summary>
public abstract record QuoteEvent
{
    private QuoteEvent(DateTimeOffset at) => At = at;

    /// <summary>When it was decided, UTC.</summary>
    public DateTimeOffset At { get; }

    public sealed record QuoteDrafted(QuoteOffer Offer, ByteString SealedContent, DateTimeOffset DraftedAt) : QuoteEvent(DraftedAt);

    public sealed record QuoteDiscarded(DateTimeOffset DiscardedAt) : QuoteEvent(DiscardedAt);

    public sealed record QuoteIssued(DateTimeOffset IssuedAt) : QuoteEvent(IssuedAt);

    public sealed record QuoteRevised(QuoteOffer Offer, ByteString SealedContent, DateTimeOffset RevisedAt) : QuoteEvent(RevisedAt);

    public sealed record ShareStarted(ExchangeId ExchangeId, Guid ConsentId, DateTimeOffset StartedAt) : QuoteEvent(StartedAt);

    public sealed record ReceiptReceived(ExchangeId ExchangeId, ByteString Receipt, DateTimeOffset ReceivedAt) : QuoteEvent(ReceivedAt);

    public sealed record QuoteReceived(QuoteOffer Offer, ByteString SealedContent, ByteString Receipt, DateTimeOffset ReceivedAt) : QuoteEvent(ReceivedAt);

    /// <summary>Accepted, declined, countered or withdrawn, here.</summary>
    public sealed record AnswerDecided(QuoteAnswer Says, Guid ResponseDocumentId, ContentHash Blake3, ByteString SealedContent, DateTimeOffset DecidedAt) : QuoteEvent(DecidedAt);

    /// <summary>Accepted, declined, countered or withdrawn, by the other side.</summary>
    public sealed record AnswerReceived(
        QuoteAnswer Says, Guid ResponseDocumentId, ContentHash Blake3, ByteString SealedContent, ByteString Receipt, DateTimeOffset ReceivedAt) : QuoteEvent(ReceivedAt);

    public sealed record QuoteExpired(DateTimeOffset ExpiredAt) : QuoteEvent(ExpiredAt);

    public sealed record QuoteInvoiced(QuoteInvoice Invoice, DateTimeOffset InvoicedAt) : QuoteEvent(InvoicedAt);
}
