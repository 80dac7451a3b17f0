using System.Formats.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>
/// Documents as canonical CBOR (RFC 8949 §4.2, length-first keys): maps with integer keys, the format version first;
/// one document has exactly one encoding, whose BLAKE3 is its hash.
/// </summary>
public static class DocumentCodec
{
    /// <summary>The format this node writes, and the only one it reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>Encodes a document.</summary>
    /// <exception cref="ArgumentException">
    /// The document breaks <see cref="DocumentLimits"/> or a size. What the UBL reader accepted never does.
    /// </exception>
    public static byte[] Encode(DocumentEnvelope envelope)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, convertIndefiniteLengthEncodings: true);
        try
        {
            var shape = new EncodingShape(writer);
            writer.WriteStartMap(null);
            EnvelopeShape.Of(shape, envelope);
            writer.WriteEndMap();
        }
        catch (DecodeRefusedException refused)
        {
            throw new ArgumentException($"The document could not be decoded again: {refused.Refusal}.", nameof(envelope));
        }

        var bytes = writer.Encode();
        return bytes.Length <= DocumentLimits.MaxEncodedSize
            ? bytes
            : throw new ArgumentException($"The document takes more than {DocumentLimits.MaxEncodedSize} bytes.", nameof(envelope));
    }

    /// <summary>Decodes what a peer sent. Never throws for what the bytes hold.</summary>
    /// <param name="envelope">The document, or null where it is refused.</param>
    /// <returns>Null where the document was read; re-encoding it then gives the same bytes.</returns>
    public static DecodeRefusal? Decode(ReadOnlyMemory<byte> bytes, out DocumentEnvelope? envelope)
    {
        envelope = null;
        if (bytes.Length > DocumentLimits.MaxEncodedSize) return DecodeRefusal.TooLarge;
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Canonical);
            var shape = new DecodingShape(reader);
            var decoded = shape.Root<DocumentEnvelope>(EnvelopeShape.Of);
            if (reader.BytesRemaining > 0) return DecodeRefusal.TrailingBytes;
            envelope = decoded;
            return null;
        }
        catch (DecodeRefusedException refused)
        {
            return refused.Refusal;
        }
        // CborReader's ways to say that the bytes are not what they should be: malformed, of another type, too big.
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return DecodeRefusal.NotCanonical;
        }
    }
}
