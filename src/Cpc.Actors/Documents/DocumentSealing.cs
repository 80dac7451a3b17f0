using System.Text;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Actors.Documents;

/// <summary>Seals a document's bytes and texts for the journal. The place they belong to is authenticated, so that
/// sealed bytes can't be moved from one document to another.</summary>
internal sealed class DocumentSealing(DataCipher cipher)
{
    public ByteString Seal(DocumentKey key, Guid documentId, ReadOnlySpan<byte> bytes) => new(cipher.Seal(bytes, Place("document", key, documentId)));

    public ByteString SealText(DocumentKey key, Guid documentId, string text) =>
        new(cipher.Seal(Encoding.UTF8.GetBytes(text), Place("text", key, documentId)));

    /// <summary>The bytes, which the caller disposes.</summary>
    /// <exception cref="InvalidDataException">The journal was changed, or the key file is another node's.</exception>
    public SecureData Open(DocumentKey key, Guid documentId, ByteString sealedBytes) =>
        cipher.TryOpen(sealedBytes.Span, Place("document", key, documentId)) ?? throw NotAuthentic(key);

    public string OpenText(DocumentKey key, Guid documentId, ByteString sealedText)
    {
        using var text = cipher.TryOpen(sealedText.Span, Place("text", key, documentId)) ?? throw NotAuthentic(key);
        return Encoding.UTF8.GetString(text.Span);
    }

    /// <summary>Opens and decodes.</summary>
    public DocumentEnvelope Decode(DocumentKey key, Guid documentId, ByteString sealedBytes)
    {
        using var payload = Open(key, documentId, sealedBytes);
        return DocumentCodec.Decode(payload.Span.ToArray(), out var envelope) is null && envelope is not null
            ? envelope
            : throw new InvalidDataException($"The journaled document {key} does not decode.");
    }

    private static byte[] Place(string what, DocumentKey key, Guid documentId) =>
        [.. Encoding.ASCII.GetBytes($"cpc/v1/{what}"), 0, .. key.Issuer.ToArray(), .. key.Id.ToByteArray(bigEndian: true), .. documentId.ToByteArray(bigEndian: true)];

    private static InvalidDataException NotAuthentic(DocumentKey key) =>
        new($"What is sealed of document {key} does not open. Was the journal changed, or does the key file belong to another node?");
}
