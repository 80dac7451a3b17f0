using Cpc.Actors.Node;
using Cpc.Exchange;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Documents;

/// <summary>What a document's actor keeps beside the state: its sealed bytes, and for people its history and summary.</summary>
internal sealed class DocumentDossier(DocumentKey key, NodeServices services)
{
    private readonly Dictionary<Guid, ByteString> _sealedContents = [];
    private readonly List<(DateTimeOffset At, string What)> _history = [];
    private Guid? _lastAnswer;
    private InvoiceDocument? _content;
    private ByteString? _sealedOriginal;

    /// <summary>What the document says; opened once and kept while the actor lives.</summary>
    /// <exception cref="InvalidDataException">The journal was changed, or the key file is another node's.</exception>
    public InvoiceDocument Content => _content ??= (InvoiceDocument)Sealing.Decode(key, key.Id, _sealedContents[key.Id]).Content;

    public DocumentSealing Sealing { get; } = new(services.Cipher);

    /// <summary>The sealed bytes of the document or of one of our answers.</summary>
    public ByteString SealedContentOf(Guid documentId) => _sealedContents[documentId];

    /// <summary>The document byte for byte as it came here: the issuer's file, or the bytes that the recipient received.</summary>
    /// <returns>Null where the issuer's file was not kept: the document came from no file, or from an earlier version.</returns>
    public DocumentOriginal? Original(InvoiceRole role)
    {
        if (role == InvoiceRole.Issuer && _sealedOriginal is null) return null;
        using var bytes = role == InvoiceRole.Issuer ? Sealing.OpenOriginal(key, _sealedOriginal!) : Sealing.Open(key, key.Id, _sealedContents[key.Id]);
        return new DocumentOriginal(key, bytes.Span.ToArray(), role == InvoiceRole.Issuer ? DocumentOriginal.Xml : DocumentOriginal.Cbor);
    }

    public void Apply(InvoiceEvent happened)
    {
        switch (happened)
        {
            case InvoiceEvent.InvoiceIssued e:
                _sealedContents[e.Metadata.DocumentId] = e.SealedContent;
                break;
            case InvoiceEvent.OriginalKept e:
                _sealedOriginal = e.SealedOriginal;
                break;
            case InvoiceEvent.InvoiceReceived e:
                _sealedContents[e.Metadata.DocumentId] = e.SealedContent;
                break;
            case InvoiceEvent.StatusDecided e:
                _sealedContents[e.ResponseDocumentId] = e.SealedContent;
                _lastAnswer = e.ResponseDocumentId;
                break;
            case InvoiceEvent.StatusReceived e:
                _sealedContents[e.ResponseDocumentId] = e.SealedContent;
                _lastAnswer = e.ResponseDocumentId;
                break;
        }

        _history.Add((happened.At, Words(happened)));
    }

    public DocumentSnapshot Snapshot(InvoiceState state)
    {
        var content = Content;
        return new DocumentSnapshot(
            key,
            state,
            (state.Role == InvoiceRole.Issuer ? state.Metadata.Recipient : state.Metadata.Issuer).ToPeer(),
            content.Number,
            content.IssueDate,
            content.Seller.Name,
            content.Buyer.Name,
            content.CurrencyCode,
            content.Totals.DueForPayment,
            _lastAnswer is { } answer ? ((StatusResponse)Sealing.Decode(key, answer, _sealedContents[answer]).Content).Text : null,
            [.. _history])
        {
            Total = content.Totals.WithVat,
        };
    }

    private static string Words(InvoiceEvent happened) => happened switch
    {
        InvoiceEvent.InvoiceIssued => "issued and queued",
        InvoiceEvent.OriginalKept => "original file kept",
        InvoiceEvent.ShareStarted => "sent",
        InvoiceEvent.ReceiptReceived => "delivered: signed receipt verified",
        InvoiceEvent.DeliveryRefused e => $"refused by the recipient's node ({(ReceiptOutcome)e.Outcome})",
        InvoiceEvent.InvoiceReceived => "received: BLAKE3 verified, receipt signed",
        InvoiceEvent.ConcernsRaised e => $"suspicious: {string.Join(", ", e.Concerns)}",
        InvoiceEvent.HoldDecided e => e.Approved ? "approved by hand" : "rejected by hand: it can't be accepted or paid",
        InvoiceEvent.StatusDecided e => $"answered {e.Code.Code()}",
        InvoiceEvent.StatusShareStarted => "answer sent",
        InvoiceEvent.StatusReceiptReceived e when Receipt.TryDecode(e.Receipt.Memory) is { Outcome: not ReceiptOutcome.Processed } receipt =>
            $"answer refused by the issuer's node ({receipt.Outcome})",
        InvoiceEvent.StatusReceiptReceived => "answer delivered: signed receipt verified",
        InvoiceEvent.StatusReceived e => $"answer {e.Code.Code()} received",
        _ => happened.GetType().Name,
    };
}
