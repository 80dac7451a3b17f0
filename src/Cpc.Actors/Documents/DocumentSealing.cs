using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Actors.Documents;

/// <summary>Seals the bytes of documents and answers for the journal. The place they belong to is authenticated, so that
/// sealed bytes can't be moved from one document to another.</summary>
internal sealed class DocumentSealing(DataCipher cipher)
{
    public ByteString Seal(DocumentKey key, Guid documentId, ReadOnlySpan<byte> bytes) => new(cipher.Seal(bytes, Place(key, documentId)));

    /// <summary>The bytes, which the caller disposes.</summary>
    /// <exception cref="InvalidDataException">The journal was changed, or the key file is another node's.</exception>
    public SecureData Open(DocumentKey key, Guid documentId, ByteString sealedBytes) =>
        cipher.TryOpen(sealedBytes.Span, Place(key, documentId)) ?? throw NotAuthentic(key);

    /// <summary>Seals the file that a document was read from.</summary>
    public ByteString SealOriginal(DocumentKey key, ReadOnlySpan<byte> file) => new(cipher.Seal(file, OriginalPlace(key)));

    /// <summary>The file, byte for byte; the caller disposes it.</summary>
    /// <exception cref="InvalidDataException">The journal was changed, or the key file is another node's.</exception>
    public SecureData OpenOriginal(DocumentKey key, ByteString sealedFile) =>
        cipher.TryOpen(sealedFile.Span, OriginalPlace(key)) ?? throw NotAuthentic(key);

    /// <summary>Opens and decodes.</summary>
    public DocumentEnvelope Decode(DocumentKey key, Guid documentId, ByteString sealedBytes)
    {
        using var payload = Open(key, documentId, sealedBytes);
        return DocumentCodec.Decode(payload.Span.ToArray(), out var envelope) is null && envelope is not null
            ? envelope
            : throw new InvalidDataException($"The journaled document {key} does not decode.");
    }

    private static byte[] Place(DocumentKey key, Guid documentId) =>
        [.. "cpc/v1/document"u8, 0, .. key.Issuer.ToArray(), .. key.Id.ToByteArray(bigEndian: true), .. documentId.ToByteArray(bigEndian: true)];

    private static byte[] OriginalPlace(DocumentKey key) =>
        [.. "cpc/v1/original"u8, 0, .. key.Issuer.ToArray(), .. key.Id.ToByteArray(bigEndian: true)];

    private static InvalidDataException NotAuthentic(DocumentKey key) =>
        new($"What is sealed of document {key} does not open. Was the journal changed, or does the key file belong to another node?");
}
