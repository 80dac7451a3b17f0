using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>
/// What someone wants to happen to a quote. <see cref="By"/> is the participant who asks: our own identity for what the
/// node does, the authenticated peer for what arrives.
/// </summary>
public abstract record QuoteCommand
{
    private QuoteCommand(ParticipantId by) => By = by;

    /// <summary>The participant who asks.</summary>
    public ParticipantId By { get; init; }

    /// <summary>Issuer: a draft is begun, or the draft is replaced by another.</summary>
    public sealed record Draft(ParticipantId By, QuoteOffer Offer, ByteString SealedContent) : QuoteCommand(By);

    /// <summary>Issuer: the draft is thrown away.</summary>
    public sealed record Discard(ParticipantId By) : QuoteCommand(By);

    /// <summary>Issuer: the draft becomes binding.</summary>
    public sealed record Issue(ParticipantId By) : QuoteCommand(By);

    /// <summary>Issuer: a new offer in answer to a counter; its revision is the next one.</summary>
    public sealed record Revise(ParticipantId By, QuoteOffer Offer, ByteString SealedContent) : QuoteCommand(By);

    /// <summary>Issuer: an attempt to hand it over begins; <paramref name="ConsentId"/> allowed it.</summary>
    public sealed record StartShare(ParticipantId By, ExchangeId ExchangeId, Guid ConsentId) : QuoteCommand(By);

    /// <summary>The recipient's receipt for an attempt arrived at the issuer.</summary>
    public sealed record RecordReceipt(ParticipantId By, ExchangeId ExchangeId, ByteString Receipt) : QuoteCommand(By);

    /// <summary>The offer arrived at the recipient and kept the rules; <paramref name="Receipt"/> is ours, ready to be sent.</summary>
    /// <param name="Self">Our own identity, which the quote must name as its recipient.</param>
    public sealed record Receive(ParticipantId By, ParticipantId Self, QuoteOffer Offer, ByteString SealedContent, ByteString Receipt) : QuoteCommand(By);

    /// <summary>The recipient accepts, declines or counters; or the issuer withdraws. Either side decides for itself.</summary>
    /// <param name="SealedContent">The encoded response, sealed.</param>
    public sealed record Answer(ParticipantId By, QuoteAnswer Says, Guid ResponseDocumentId, ContentHash Blake3, ByteString SealedContent) : QuoteCommand(By);

    /// <summary>The other side's answer arrived; <paramref name="Receipt"/> is ours, ready to be sent.</summary>
    /// <param name="DocumentHash">The hash of the offer that the answer names.</param>
    public sealed record ReceiveAnswer(
        ParticipantId By, QuoteAnswer Says, Guid ResponseDocumentId, ContentHash DocumentHash, ContentHash Blake3, ByteString SealedContent, ByteString Receipt) : QuoteCommand(By);

    /// <summary>Either side, for itself: the last day of the offer has passed.</summary>
    public sealed record Expire(ParticipantId By) : QuoteCommand(By);

    /// <summary>Issuer: an invoice was made from the accepted quote.</summary>
    public sealed record RecordInvoice(ParticipantId By, QuoteInvoice Invoice, string CurrencyCode) : QuoteCommand(By)
    {
        public override string ToString() => "RecordInvoice(redacted)";
    }
}
