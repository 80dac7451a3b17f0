using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>
/// What happened to a document, for ever. Events hold metadata in clear and content only sealed: a shredded key makes
/// the content unreadable and leaves the history.
/// </summary>
public abstract record InvoiceEvent
{
    private InvoiceEvent(DateTimeOffset at) => At = at;

    /// <summary>When it was decided, UTC.</summary>
    public DateTimeOffset At { get; }

    public sealed record InvoiceIssued(InvoiceMetadata Metadata, ByteString SealedContent, DateTimeOffset IssuedAt) : InvoiceEvent(IssuedAt);

    /// <summary>Issuer: the file that the document was read from, byte for byte; the recipient's original is its content.</summary>
    public sealed record OriginalKept(ByteString SealedOriginal, DateTimeOffset KeptAt) : InvoiceEvent(KeptAt);

    public sealed record ShareStarted(ExchangeId ExchangeId, Guid ConsentId, DateTimeOffset StartedAt) : InvoiceEvent(StartedAt);

    public sealed record ReceiptReceived(ExchangeId ExchangeId, ByteString Receipt, DateTimeOffset ReceivedAt) : InvoiceEvent(ReceivedAt);

    public sealed record DeliveryRefused(ExchangeId ExchangeId, int Outcome, ByteString Receipt, DateTimeOffset ReceivedAt) : InvoiceEvent(ReceivedAt);

    public sealed record InvoiceReceived(
        InvoiceMetadata Metadata, ByteString SealedContent, ExchangeId ExchangeId, ByteString Receipt, DateTimeOffset ReceivedAt) : InvoiceEvent(ReceivedAt);

    /// <summary>Something about the document that was just received is suspicious.</summary>
    public sealed record ConcernsRaised(ValueList<Concern> Concerns, DateTimeOffset RaisedAt) : InvoiceEvent(RaisedAt);

    /// <summary>Somebody has looked at what was suspicious: it goes on as any other, or is never accepted nor paid.</summary>
    /// <param name="User">Who; personal, to be sealed.</param>
    public sealed record HoldDecided(bool Approved, string User, DateTimeOffset DecidedAt) : InvoiceEvent(DecidedAt)
    {
        public override string ToString() => $"HoldDecided({Approved}, redacted)";
    }

    public sealed record StatusDecided(
        StatusCode Code,
        StatusReason? Reason,
        Guid ResponseDocumentId,
        ContentHash Blake3,
        ByteString SealedContent,
        DateTimeOffset DecidedAt) : InvoiceEvent(DecidedAt);

    public sealed record StatusShareStarted(Guid ResponseDocumentId, ExchangeId ExchangeId, Guid ConsentId, DateTimeOffset StartedAt) : InvoiceEvent(StartedAt);

    public sealed record StatusReceiptReceived(Guid ResponseDocumentId, ExchangeId ExchangeId, ByteString Receipt, DateTimeOffset ReceivedAt) : InvoiceEvent(ReceivedAt);

    public sealed record StatusReceived(
        StatusCode Code,
        StatusReason? Reason,
        Guid ResponseDocumentId,
        ContentHash Blake3,
        ByteString SealedContent,
        ByteString Receipt,
        DateTimeOffset ReceivedAt) : InvoiceEvent(ReceivedAt);
}
