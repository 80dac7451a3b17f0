using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Documents;

/// <summary>Issues a document and queues it; answered by a <see cref="DocumentSnapshot"/>, by
/// <see cref="AlreadyIssued"/> or by a <see cref="Problem"/>.</summary>
/// <param name="Original">The file it was read from, to be kept byte for byte; null where there is none.</param>
public sealed record IssueDocument(DocumentKey Key, PeerId Recipient, InvoiceDocument Content, Caller Caller, ReadOnlyMemory<byte>? Original = null) : IEntityMessage
{
    public string EntityId => Key.ToString();

    public override string ToString() => $"IssueDocument({Key}, redacted)";
}

/// <summary>The document was issued before; nothing was done.</summary>
public sealed record AlreadyIssued(DocumentSnapshot Snapshot);

/// <summary>Answers a received document; answered by a <see cref="DocumentSnapshot"/> or a <see cref="Problem"/>.</summary>
public sealed record AnswerDocument(DocumentKey Key, StatusCode Code, StatusReason? Reason, string? Text, Caller Caller) : IEntityMessage
{
    public string EntityId => Key.ToString();

    public override string ToString() => $"AnswerDocument({Key}, {Code}, redacted)";
}

/// <summary>Answered by a <see cref="DocumentSnapshot"/> or a <see cref="Problem"/>.</summary>
public sealed record DescribeDocument(DocumentKey Key) : IEntityMessage
{
    public string EntityId => Key.ToString();
}

/// <summary>Answered by a <see cref="DocumentContent"/> or a <see cref="Problem"/>.</summary>
public sealed record OpenDocument(DocumentKey Key) : IEntityMessage
{
    public string EntityId => Key.ToString();
}

/// <summary>What a document says. Never printed or persisted.</summary>
public sealed record DocumentContent(DocumentKey Key, InvoiceDocument Content)
{
    public override string ToString() => $"DocumentContent({Key}, redacted)";
}

/// <summary>Answered by a <see cref="DocumentOriginal"/> or a <see cref="Problem"/>.</summary>
public sealed record OpenOriginal(DocumentKey Key) : IEntityMessage
{
    public string EntityId => Key.ToString();
}

/// <summary>A document byte for byte as it came to this node. Never printed or persisted.</summary>
/// <param name="MediaType"><see cref="Xml"/>: the file that the issuer sent. <see cref="Cbor"/>: what the recipient received.</param>
public sealed record DocumentOriginal(DocumentKey Key, ReadOnlyMemory<byte> Bytes, string MediaType)
{
    public const string Xml = "application/xml";

    public const string Cbor = "application/cbor";

    public override string ToString() => $"DocumentOriginal({Key}, redacted)";
}

/// <summary>Asks a document to send itself, or an answer to it, over a session that stands: it checks consent, has
/// the audit entry made durable, and hands its bytes to the session. Answered by <see cref="ShareOutcome"/>.</summary>
public sealed record ShareDocument(OutboxItem Item, PeerId Peer, byte[] ExchangeId, IActorRef Session) : IEntityMessage
{
    public string EntityId => Item.Key.ToString();
}

/// <summary>What came of <see cref="ShareDocument"/>.</summary>
public abstract record ShareOutcome(byte[] ExchangeId)
{
    /// <summary>On its way.</summary>
    public sealed record Started(byte[] ExchangeId) : ShareOutcome(ExchangeId);

    /// <summary>Nothing has left.</summary>
    public sealed record Denied(byte[] ExchangeId, string Reason) : ShareOutcome(ExchangeId);

    /// <summary>There is nothing to send.</summary>
    public sealed record Void(byte[] ExchangeId) : ShareOutcome(ExchangeId);
}

/// <summary>A receipt for a document or an answer; answered by <see cref="ReceiptStored"/>.</summary>
public sealed record StoreReceipt(OutboxItem Item, PeerId Peer, byte[] ExchangeId, Receipt Receipt) : IEntityMessage
{
    public string EntityId => Item.Key.ToString();
}

/// <param name="Outcome">Null when the receipt was not valid and nothing was stored.</param>
public sealed record ReceiptStored(byte[] ExchangeId, OutboxOutcome? Outcome);

/// <summary>A document, or an answer to one of ours, arrived; answered by <see cref="DocumentProcessed"/> or
/// <see cref="DocumentNotProcessed"/>. The receiver disposes the document.</summary>
public sealed record ReceiveDocument(IncomingDocument Document, byte[] ExchangeId) : IEntityMessage
{
    /// <summary>A peer's document stands under the peer; its answer goes to the document of ours that it names.</summary>
    public DocumentKey Key => Document.Envelope.Content is StatusResponse status
        ? new DocumentKey(Document.Envelope.Recipient.ToPeer(), status.DocumentId)
        : new DocumentKey(Document.Sender, Document.Envelope.DocumentId);

    public string EntityId => Key.ToString();

    public override string ToString() => $"ReceiveDocument({Key}, redacted)";
}

/// <summary>The receipt to send back; what it confirms is durable.</summary>
public sealed record DocumentProcessed(byte[] Receipt);

/// <summary>A fault of our own: no receipt; the sender will try again.</summary>
public sealed record DocumentNotProcessed
{
    public static readonly DocumentNotProcessed Instance = new();
}
