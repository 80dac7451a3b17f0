using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.Invoicing.Cbor;
using Cpc.SecureMemory;

namespace Cpc.Exchange;

/// <summary>
/// A document that has arrived: decrypted, its BLAKE3 verified by the session, decoded, and its parties those of the
/// session. Whether its content is acceptable is still to be decided.
/// </summary>
public sealed class IncomingDocument : IDisposable
{
    private IncomingDocument(DocumentEnvelope envelope, SecureData payload, byte[] hash, PeerId sender)
    {
        Envelope = envelope;
        Payload = payload;
        Hash = hash;
        Sender = sender;
    }

    public DocumentEnvelope Envelope { get; }

    /// <summary>The bytes as received; erased on dispose.</summary>
    public SecureData Payload { get; }

    /// <summary>BLAKE3-256 of the payload.</summary>
    public byte[] Hash { get; }

    public PeerId Sender { get; }

    /// <param name="payload">Verified against <paramref name="hash"/> already.</param>
    /// <param name="document">The document, which the caller disposes; null when refused.</param>
    /// <returns>Processed when it could be opened, else what the receipt will say.</returns>
    public static ReceiptOutcome TryOpen(ReadOnlySpan<byte> payload, byte[] hash, PeerId sender, PeerId self, out IncomingDocument? document)
    {
        // Decoding needs an array; it is erased here unless the document takes it over.
        var bytes = payload.ToArray();
        var outcome = TryOpen(bytes, hash, sender, self, out document);
        if (document is null) CryptographicOperations.ZeroMemory(bytes);
        return outcome;
    }

    private static ReceiptOutcome TryOpen(byte[] bytes, byte[] hash, PeerId sender, PeerId self, out IncomingDocument? document)
    {
        document = null;
        if (DocumentCodec.Decode(bytes, out var envelope) is not null || envelope is null) return ReceiptOutcome.Malformed;
        // A peer speaks for itself only, and to us only.
        if (envelope.Issuer != sender.ToParticipant() || envelope.Recipient != self.ToParticipant()) return ReceiptOutcome.WrongParty;
        document = new IncomingDocument(envelope, SecureData.Take(bytes), hash, sender);
        return ReceiptOutcome.Processed;
    }

    public void Dispose() => Payload.Dispose();

    public override string ToString() => $"IncomingDocument({Envelope.DocumentId}, redacted)";
}
