using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>
/// What someone wants to happen to a document. <see cref="By"/> is the participant who asks: our own identity for what
/// the node does, the authenticated peer for what arrives.
/// </summary>
public abstract record InvoiceCommand
{
    private InvoiceCommand(ParticipantId by) => By = by;

    /// <summary>The participant who asks.</summary>
    public ParticipantId By { get; init; }

    /// <summary>Issuer: the document becomes final.</summary>
    /// <param name="SealedOriginal">The file it was read from, byte for byte, sealed; null where there was none.</param>
    public sealed record Issue(ParticipantId By, InvoiceMetadata Metadata, ByteString SealedContent, ByteString? SealedOriginal = null) : InvoiceCommand(By);

    /// <summary>Issuer: an attempt to hand it over begins; <paramref name="ConsentId"/> allowed it.</summary>
    public sealed record StartShare(ParticipantId By, ExchangeId ExchangeId, Guid ConsentId) : InvoiceCommand(By);

    /// <summary>The recipient's receipt for an attempt arrived at the issuer.</summary>
    public sealed record RecordReceipt(ParticipantId By, ExchangeId ExchangeId, ByteString Receipt) : InvoiceCommand(By);

    /// <summary>The recipient's node refused the document; its signed receipt says so.</summary>
    /// <param name="Outcome">The receipt's outcome, a number of the rooms above.</param>
    public sealed record RecordRefusal(ParticipantId By, ExchangeId ExchangeId, int Outcome, ByteString Receipt) : InvoiceCommand(By);

    /// <summary>The document arrived at the recipient and kept the rules; <paramref name="Receipt"/> is ours, ready to be sent.</summary>
    /// <param name="Self">Our own identity, which the document must name as its recipient.</param>
    /// <param name="Concerns">What the guards say of it.</param>
    public sealed record Receive(
        ParticipantId By,
        ParticipantId Self,
        InvoiceMetadata Metadata,
        ByteString SealedContent,
        ExchangeId ExchangeId,
        ByteString Receipt,
        ValueList<Concern> Concerns = default) : InvoiceCommand(By);

    /// <summary>Recipient: somebody has looked at what was suspicious.</summary>
    /// <param name="User">Who, e.g. "uid:1000".</param>
    public sealed record DecideHold(ParticipantId By, bool Approve, string User) : InvoiceCommand(By)
    {
        public override string ToString() => $"DecideHold({Approve}, redacted)";
    }

    /// <summary>Recipient: an answer is given.</summary>
    /// <param name="SealedContent">The encoded status response, sealed.</param>
    public sealed record DecideStatus(
        ParticipantId By,
        StatusCode Code,
        StatusReason? Reason,
        Guid ResponseDocumentId,
        ContentHash Blake3,
        ByteString SealedContent) : InvoiceCommand(By);

    /// <summary>Recipient: an attempt to hand the answer over begins.</summary>
    public sealed record StartStatusShare(ParticipantId By, Guid ResponseDocumentId, ExchangeId ExchangeId, Guid ConsentId) : InvoiceCommand(By);

    /// <summary>The issuer's receipt for the answer arrived at the recipient.</summary>
    public sealed record RecordStatusReceipt(ParticipantId By, Guid ResponseDocumentId, ExchangeId ExchangeId, ByteString Receipt) : InvoiceCommand(By);

    /// <summary>The answer arrived at the issuer; <paramref name="Receipt"/> is ours, ready to be sent.</summary>
    /// <param name="DocumentHash">The hash of the document that the answer names.</param>
    /// <param name="SealedContent">The encoded answer as received, sealed.</param>
    public sealed record ReceiveStatus(
        ParticipantId By,
        StatusCode Code,
        StatusReason? Reason,
        Guid ResponseDocumentId,
        ContentHash DocumentHash,
        ContentHash Blake3,
        ByteString SealedContent,
        ByteString Receipt) : InvoiceCommand(By);
}
