using Cpc.Cryptography;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Exchange;

/// <summary>
/// A document on its way out: CBOR and its BLAKE3. The blind is drawn once, when the document is issued, so that
/// every attempt to send it has the same bytes and the same hash.
/// </summary>
public sealed class OutgoingDocument : IDisposable
{
    private OutgoingDocument(Guid documentId, SecureData payload)
    {
        DocumentId = documentId;
        Payload = payload;
        Hash = Blake3.Hash(payload.Span);
    }

    public Guid DocumentId { get; }

    /// <summary>Encoded; erased on dispose.</summary>
    public SecureData Payload { get; }

    /// <summary>BLAKE3-256 of the payload.</summary>
    public byte[] Hash { get; }

    /// <summary>Issues a document: draws its blind and encodes it.</summary>
    /// <param name="documentId">A new UUIDv7.</param>
    public static OutgoingDocument Issue(BusinessDocument content, PeerId issuer, PeerId recipient, Guid documentId)
    {
        var encoded = DocumentCodec.Encode(new DocumentEnvelope
        {
            DocumentId = documentId,
            Revision = 1,
            Issuer = issuer.ToParticipant(),
            Recipient = recipient.ToParticipant(),
            Blind = new ByteString(SecureRandom.Bytes(DocumentEnvelope.BlindSize)),
            Content = content,
        });
        return new OutgoingDocument(documentId, SecureData.Take(encoded));
    }

    public void Dispose() => Payload.Dispose();

    public override string ToString() => $"OutgoingDocument({DocumentId}, redacted)";
}
