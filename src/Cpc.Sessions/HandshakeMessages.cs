using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>What initiator and responder share: writing and reading a Noise message with a signed payload.</summary>
internal static class HandshakeMessages
{
    /// <summary>Writes tokens, signs, writes the payload.</summary>
    /// <param name="header">The frame's clear header.</param>
    /// <returns>The frame's body, or null when a low-order key of the peer gave a zero secret.</returns>
    public static byte[]? TryWrite(HandshakeState noise, SessionContext context, bool initiator, byte suite, ReadOnlySpan<byte> header, HandshakePayload payload)
    {
        Span<byte> message = stackalloc byte[2048];
        var at = noise.TryWriteTokens(message);
        if (at < 0) return null;
        payload = payload with { Signature = HandshakeSignature.Sign(context, initiator, suite, noise.HandshakeHash, payload) };
        at += noise.WritePayload(payload.Encode(), message[at..]);
        return [.. header, .. message[..at]];
    }

    /// <summary>Reads tokens and payload and verifies signature and static record.</summary>
    /// <param name="suite">The suite in use, or null to take the one the payload chose.</param>
    /// <param name="keys">The payload's keys.</param>
    public static Refusal TryRead(HandshakeState noise, SessionContext context, bool peerIsInitiator, byte? suite,
        ReadOnlySpan<byte> message, Moment now, ReadOnlySpan<int> keys, out HandshakePayload? payload, out StaticRecord? record)
    {
        payload = null;
        record = null;
        var read = noise.TryReadTokens(message);
        if (read < 0) return Refusal.HandshakeFailed;
        var h = noise.HandshakeHash.ToArray();
        var ciphertext = message[read..];
        if (ciphertext.Length > HandshakePayload.MaxSize + 16) return Refusal.TooLarge;
        var plaintext = new byte[Math.Max(0, ciphertext.Length - 16)];
        if (noise.TryReadPayload(ciphertext, plaintext) < 0) return Refusal.HandshakeFailed;
        payload = HandshakePayload.TryDecode(plaintext, keys);
        if (payload is null) return Refusal.Malformed;

        var used = suite ?? payload.ChosenSuite!.Value;
        if (!HandshakeSignature.Verify(context, peerIsInitiator, used, h, noise.RemoteStatic, payload)) return Refusal.Identity;
        var refusal = StaticRecord.TryDecode(payload.StaticRecord, context.Peer, now.Utc, out record);
        if (refusal != Refusal.None) return refusal;
        // The record's static is the one this handshake proved possession of.
        return record!.X25519.AsSpan().SequenceEqual(noise.RemoteStatic) ? Refusal.None : Refusal.Identity;
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
