using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>The envelope: 0 version, 1 docKind, 2 documentId, 3 revision, 4 issuer, 5 recipient, 6 blind, 7 content.</summary>
internal static class EnvelopeShape
{
    private const int GuidSize = 16;
    private const int GuidVersion = 7;

    public static DocumentEnvelope Of(MapShape shape, DocumentEnvelope? envelope)
    {
        Version(shape);
        var kind = Kind(shape, envelope);
        return new DocumentEnvelope
        {
            DocumentId = UuidV7(shape, 2, envelope?.DocumentId),
            Revision = shape.Integer(3, envelope?.Revision, 1, int.MaxValue),
            Issuer = Participant(shape, 4, envelope?.Issuer),
            Recipient = Participant(shape, 5, envelope?.Recipient),
            Blind = shape.Bytes(6, envelope?.Blind, DocumentEnvelope.BlindSize, DocumentEnvelope.BlindSize),
            Content = kind switch
            {
                DocumentKind.Quote => shape.Map(7, envelope?.Content as QuoteDocument, QuoteShapes.Quote),
                DocumentKind.QuoteResponse => shape.Map(7, envelope?.Content as QuoteResponse, QuoteShapes.Response),
                DocumentKind.Status => shape.Map(7, envelope?.Content as StatusResponse, StatusShape.Of),
                _ => shape.Map(7, envelope?.Content as InvoiceDocument, (inner, invoice) => InvoiceShape.Of(inner, invoice, kind)),
            },
        };
    }

    /// <summary>A UUIDv7 as 16 bytes in network order (RFC 9562).</summary>
    public static Guid UuidV7(MapShape shape, int key, Guid? value)
    {
        var bytes = shape.Bytes(key, value is { } given ? new ByteString(given.ToByteArray(bigEndian: true)) : null, GuidSize, GuidSize);
        var id = new Guid(bytes.Span, bigEndian: true);
        // The variant is the top of byte 8: 10xx.
        if (id.Version != GuidVersion || (bytes.Span[8] & 0xC0) != 0x80) throw new DecodeRefusedException(DecodeRefusal.OutOfRange);
        return id;
    }

    private static void Version(MapShape shape)
    {
        try
        {
            shape.Integer(0, DocumentCodec.FormatVersion, DocumentCodec.FormatVersion, DocumentCodec.FormatVersion);
        }
        catch (DecodeRefusedException refused) when (refused.Refusal is DecodeRefusal.OutOfRange or DecodeRefusal.MissingKey)
        {
            throw new DecodeRefusedException(DecodeRefusal.UnknownVersion);
        }
    }

    private static DocumentKind Kind(MapShape shape, DocumentEnvelope? envelope)
    {
        try
        {
            return shape.Enumeration(1, envelope?.Kind);
        }
        catch (DecodeRefusedException refused) when (refused.Refusal == DecodeRefusal.OutOfRange)
        {
            throw new DecodeRefusedException(DecodeRefusal.UnknownKind);
        }
    }

    private static ParticipantId Participant(MapShape shape, int key, ParticipantId? value) =>
        new(shape.Bytes(key, value is { } given ? new ByteString(given.ToArray()) : null, ParticipantId.Size, ParticipantId.Size).Span);
}
