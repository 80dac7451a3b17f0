using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>What initiator and responder share: writing and reading a Noise message with a signed payload.</summary>
internal static class HandshakeMessages
{
    private const int MaxMessage = HandshakePayload.MaxSize + 128;

    /// <summary>Writes tokens and an unsigned payload.</summary>
    /// <param name="header">The frame's clear header.</param>
    /// <param name="payload">Encoded; may be empty.</param>
    /// <returns>The frame's body, or null when a low-order key of the peer gave a zero secret.</returns>
    public static byte[]? TryWrite(HandshakeState noise, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> message = stackalloc byte[MaxMessage];
        var at = noise.TryWriteTokens(message);
        if (at < 0) return null;
        at += noise.WritePayload(payload, message[at..]);
        return [.. header, .. message[..at]];
    }

    /// <summary>Writes tokens, signs, writes the payload.</summary>
    public static byte[]? TryWriteSigned(HandshakeState noise, SessionContext context, bool initiator, byte suite, ReadOnlySpan<byte> ownStatic,
        ReadOnlySpan<byte> header, HandshakePayload payload)
    {
        Span<byte> message = stackalloc byte[MaxMessage];
        var at = noise.TryWriteTokens(message);
        if (at < 0) return null;
        payload = payload with { Signature = HandshakeSignature.Sign(context, initiator, suite, noise.HandshakeHash, ownStatic, payload) };
        at += noise.WritePayload(payload.Encode(), message[at..]);
        return [.. header, .. message[..at]];
    }

    /// <summary>Reads tokens and payload.</summary>
    /// <param name="h">The handshake hash that a signature in the payload is over.</param>
    public static Refusal TryRead(HandshakeState noise, ReadOnlySpan<byte> message, out byte[] payload, out byte[] h)
    {
        payload = [];
        h = [];
        var read = noise.TryReadTokens(message);
        if (read < 0) return Refusal.HandshakeFailed;
        h = noise.HandshakeHash.ToArray();
        var ciphertext = message[read..];
        if (ciphertext.Length > HandshakePayload.MaxSize + 16) return Refusal.TooLarge;
        var plaintext = new byte[ciphertext.Length];
        var length = noise.TryReadPayload(ciphertext, plaintext);
        if (length < 0) return Refusal.HandshakeFailed;
        payload = plaintext[..length];
        return Refusal.None;
    }

    /// <summary>Verifies the peer's signature and static record.</summary>
    /// <param name="record">The record, which is not older than the one we know and names the static that this
    /// handshake proved possession of.</param>
    /// <param name="isXX">XX has transmitted the static, so the record must be of it; in KK the peer may send a record
    /// of a newer static than the one in use.</param>
    public static Refusal TryVerify(SessionContext context, bool isXX, bool peerIsInitiator, byte suite, ReadOnlySpan<byte> h,
        ReadOnlySpan<byte> peerStatic, HandshakePayload payload, DateTimeOffset now, out StaticRecord? record)
    {
        record = null;
        if (!HandshakeSignature.Verify(context, peerIsInitiator, suite, h, peerStatic, payload)) return Refusal.Identity;
        var refusal = StaticRecord.TryDecode(payload.StaticRecord, context.Peer, now, out var read, context.PeerRecord);
        if (refusal != Refusal.None) return refusal;
        if (read!.Sequence < context.PeerRecord?.Sequence) return Refusal.StaticExpired;
        if (!read.X25519.AsSpan().SequenceEqual(peerStatic) && (isXX || read.Sequence == context.PeerRecord?.Sequence)) return Refusal.Identity;
        record = read;
        return Refusal.None;
    }

    /// <summary>Header of HS2 and HS3.</summary>
    public static byte[] Header(FrameType type, ReadOnlySpan<byte> handshakeId) => [Frame.Version, (byte)type, .. handshakeId];

    /// <summary>Checks the header of HS2 or HS3 and returns the Noise message behind it.</summary>
    public static Refusal TryOpen(ReadOnlySpan<byte> body, FrameType type, ReadOnlySpan<byte> handshakeId, out ReadOnlySpan<byte> message)
    {
        message = default;
        var refusal = Frame.Inspect(body, body.Length, out var actual);
        if (refusal != Refusal.None) return refusal;
        var header = 2 + Frame.HandshakeIdSize;
        if (actual != type || body.Length < header || !body[2..header].SequenceEqual(handshakeId)) return Refusal.Malformed;
        message = body[header..];
        return Refusal.None;
    }
}
