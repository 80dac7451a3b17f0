using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Documents;

/// <summary>
/// An id that the same document to the same recipient has each time, so that it is issued once however often it is handed in. To
/// others it says nothing of the content: it is keyed.
/// </summary>
/// <param name="keyedHash">BLAKE2b-256 under a key of this node.</param>
public sealed class DocumentIds(KeyedHash keyedHash)
{
    private const int TimeSize = 6;

    // The place of the id in what is hashed.
    private static readonly Guid NoId = new("00000000-0000-7000-8000-000000000000");

    /// <returns>A UUIDv7 whose time is the start of the issue date, UTC, and whose other bits are the hash.</returns>
    public Guid Of(InvoiceDocument content, PeerId issuer, PeerId recipient)
    {
        var encoded = DocumentCodec.Encode(new DocumentEnvelope
        {
            DocumentId = NoId,
            Revision = 1,
            Issuer = issuer.ToParticipant(),
            Recipient = recipient.ToParticipant(),
            Blind = new ByteString(new byte[DocumentEnvelope.BlindSize]),
            Content = content,
        });
        Span<byte> digest = stackalloc byte[32];
        keyedHash(encoded, digest);
        CryptographicOperations.ZeroMemory(encoded);

        var day = new DateTimeOffset(content.IssueDate, TimeOnly.MinValue, TimeSpan.Zero);
        var id = Guid.CreateVersion7(day > DateTimeOffset.UnixEpoch ? day : DateTimeOffset.UnixEpoch).ToByteArray(bigEndian: true);
        digest[..(id.Length - TimeSize)].CopyTo(id.AsSpan(TimeSize));
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
