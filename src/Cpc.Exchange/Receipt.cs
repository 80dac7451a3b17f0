using System.Formats.Cbor;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Exchange;

/// <summary>
/// A receiver's signed statement about one document: evidence that outlives the session. The signature is Ed25519 over
/// enc("cpc/v1/receipt", format, sender, receiver, document id, BLAKE3, outcome, time).
/// </summary>
public sealed record Receipt
{
    /// <summary>Largest encoding in bytes.</summary>
    public const int MaxSize = 256;

    private const int Format = 1;

    /// <summary>Who sent the document.</summary>
    public required PeerId Sender { get; init; }

    /// <summary>Who received it and signs.</summary>
    public required PeerId Receiver { get; init; }

    /// <summary>The document; empty when the bytes were no document, and only their hash can name them.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>BLAKE3-256 of the document as received.</summary>
    public required byte[] Hash { get; init; }

    public required ReceiptOutcome Outcome { get; init; }

    /// <summary>When it was processed, to the second.</summary>
    public required DateTimeOffset Time { get; init; }

    public byte[] Signature { get; init; } = [];

    /// <summary>Signs as the receiver.</summary>
    public Receipt SignedBy(IIdentity receiver)
    {
        if (receiver.PeerId != Receiver) throw new ArgumentException("Only the receiver signs a receipt.", nameof(receiver));
        var signature = new byte[Ed25519.SignatureSize];
        receiver.Sign(SignedBytes(), signature);
        return this with { Signature = signature };
    }

    /// <summary>True when the receiver has signed exactly this, about exactly that document. What it says, the
    /// outcome tells.</summary>
    public bool IsAbout(PeerId sender, PeerId receiver, Guid documentId, ReadOnlySpan<byte> hash) =>
        Sender == sender && Receiver == receiver && hash.SequenceEqual(Hash)
        && (DocumentId == documentId || (DocumentId == Guid.Empty && Outcome is (ReceiptOutcome.Malformed or ReceiptOutcome.WrongParty)))
        && Ed25519.Verify(receiver.ToArray(), SignedBytes(), Signature);

    /// <summary>Canonical CBOR, an array of eight items.</summary>
    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(8);
        writer.WriteInt32(Format);
        writer.WriteByteString(Sender.ToArray());
        writer.WriteByteString(Receiver.ToArray());
        writer.WriteByteString(DocumentId.ToByteArray(bigEndian: true));
        writer.WriteByteString(Hash);
        writer.WriteInt32((int)Outcome);
        writer.WriteInt64(Time.ToUnixTimeSeconds());
        writer.WriteByteString(Signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <returns>Null when the bytes are no receipt; the signature is not judged here.</returns>
    public static Receipt? TryDecode(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Length > MaxSize) return null;
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Canonical);
            if (reader.ReadStartArray() != 8 || reader.ReadInt32() != Format) return null;
            var receipt = new Receipt
            {
                Sender = new PeerId(reader.ReadByteString()),
                Receiver = new PeerId(reader.ReadByteString()),
                DocumentId = new Guid(reader.ReadByteString(), bigEndian: true),
                Hash = reader.ReadByteString(),
                Outcome = (ReceiptOutcome)reader.ReadInt32(),
                Time = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()),
                Signature = reader.ReadByteString(),
            };
            reader.ReadEndArray();
            return reader.BytesRemaining == 0 && receipt.Hash.Length == Blake3.HashSize
                && receipt.Signature.Length == Ed25519.SignatureSize && Enum.IsDefined(receipt.Outcome) ? receipt : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private byte[] SignedBytes()
    {
        Span<byte> buffer = stackalloc byte[MaxSize];
        var enc = new Enc(buffer, 8);
        enc.Text("cpc/v1/receipt");
        enc.UInt(Format);
        enc.Peer(Sender);
        enc.Peer(Receiver);
        enc.Bytes(DocumentId.ToByteArray(bigEndian: true));
        enc.Bytes(Hash);
        enc.UInt((uint)Outcome);
        enc.UInt((ulong)Time.ToUnixTimeSeconds());
        return enc.Written.ToArray();
    }
}
