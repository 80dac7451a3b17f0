using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Lifecycle.InvoiceEvent;

namespace Cpc.Actors.Journal;

/// <summary>Content and texts arrive here sealed already.</summary>
internal static class DocumentEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<InvoiceIssued>("document-issued.1", 8,
            (w, e) =>
            {
                Write(w, e.Metadata);
                w.Bytes(e.SealedContent.Span);
                w.Time(e.At);
            },
            r => new InvoiceIssued(Metadata(r), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<OriginalKept>("document-original-kept.1", 2,
            (w, e) =>
            {
                w.Bytes(e.SealedOriginal.Span);
                w.Time(e.At);
            },
            r => new OriginalKept(new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<ShareStarted>("document-share-started.1", 3,
            (w, e) =>
            {
                w.Bytes(e.ExchangeId.ToArray());
                w.Id(e.ConsentId);
                w.Time(e.At);
            },
            r => new ShareStarted(new ExchangeId(r.Bytes()), r.Id(), r.Time())),
        EventCodec.For<ReceiptReceived>("document-receipt-received.1", 3,
            (w, e) =>
            {
                w.Bytes(e.ExchangeId.ToArray());
                w.Bytes(e.Receipt.Span);
                w.Time(e.At);
            },
            r => new ReceiptReceived(new ExchangeId(r.Bytes()), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<DeliveryRefused>("document-delivery-refused.1", 4,
            (w, e) =>
            {
                w.Bytes(e.ExchangeId.ToArray());
                w.Int(e.Outcome);
                w.Bytes(e.Receipt.Span);
                w.Time(e.At);
            },
            r => new DeliveryRefused(new ExchangeId(r.Bytes()), (int)r.Int(), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<InvoiceReceived>("document-received.1", 10,
            (w, e) =>
            {
                Write(w, e.Metadata);
                w.Bytes(e.SealedContent.Span);
                w.Bytes(e.ExchangeId.ToArray());
                w.Bytes(e.Receipt.Span);
                w.Time(e.At);
            },
            r => new InvoiceReceived(Metadata(r), new ByteString(r.Bytes()), new ExchangeId(r.Bytes()), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<ConcernsRaised>("document-concerns-raised.1", 2,
            (w, e) =>
            {
                w.Ints([.. e.Concerns.Select(c => (int)c)]);
                w.Time(e.At);
            },
            r => new ConcernsRaised([.. r.Ints().Select(c => (Concern)c)], r.Time())),
        EventCodec.For<HoldDecided>("document-hold-decided.1", 3,
            (w, e) =>
            {
                w.Int(e.Approved ? 1 : 0);
                w.SealedText(e.User);
                w.Time(e.At);
            },
            r => new HoldDecided(r.Int() == 1, r.SealedText()!, r.Time())),
        EventCodec.For<StatusDecided>("document-status-decided.1", 6,
            (w, e) =>
            {
                w.Int((int)e.Code);
                w.OptionalInt((int?)e.Reason);
                w.Id(e.ResponseDocumentId);
                w.Bytes(e.Blake3.ToArray());
                w.Bytes(e.SealedContent.Span);
                w.Time(e.At);
            },
            r => new StatusDecided((StatusCode)r.Int(), (StatusReason?)r.OptionalInt(), r.Id(), new ContentHash(r.Bytes()), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<StatusShareStarted>("document-status-share-started.1", 4,
            (w, e) =>
            {
                w.Id(e.ResponseDocumentId);
                w.Bytes(e.ExchangeId.ToArray());
                w.Id(e.ConsentId);
                w.Time(e.At);
            },
            r => new StatusShareStarted(r.Id(), new ExchangeId(r.Bytes()), r.Id(), r.Time())),
        EventCodec.For<StatusReceiptReceived>("document-status-receipt-received.1", 4,
            (w, e) =>
            {
                w.Id(e.ResponseDocumentId);
                w.Bytes(e.ExchangeId.ToArray());
                w.Bytes(e.Receipt.Span);
                w.Time(e.At);
            },
            r => new StatusReceiptReceived(r.Id(), new ExchangeId(r.Bytes()), new ByteString(r.Bytes()), r.Time())),
        EventCodec.For<StatusReceived>("document-status-received.1", 7,
            (w, e) =>
            {
                w.Int((int)e.Code);
                w.OptionalInt((int?)e.Reason);
                w.Id(e.ResponseDocumentId);
                w.Bytes(e.Blake3.ToArray());
                w.Bytes(e.SealedContent.Span);
                w.Bytes(e.Receipt.Span);
                w.Time(e.At);
            },
            r => new StatusReceived((StatusCode)r.Int(), (StatusReason?)r.OptionalInt(), r.Id(), new ContentHash(r.Bytes()), new ByteString(r.Bytes()), new ByteString(r.Bytes()), r.Time())),
    ];

    private static void Write(JournalWriter w, InvoiceMetadata metadata)
    {
        w.Id(metadata.DocumentId);
        w.Bytes(metadata.Issuer.ToArray());
        w.Bytes(metadata.Recipient.ToArray());
        w.Int((int)metadata.DocKind);
        w.Bytes(metadata.Blake3.ToArray());
        w.Int(metadata.Size);
    }

    private static InvoiceMetadata Metadata(JournalReader r) =>
        new(r.Id(), new ParticipantId(r.Bytes()), new ParticipantId(r.Bytes()), (DocumentKind)r.Int(), new ContentHash(r.Bytes()), (int)r.Int());
}
