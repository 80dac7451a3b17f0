using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// The signature of each side (protocol.md §3): Ed25519(enc("cpc/v1/noise-sig", "i" or "r", suite, h, own X25519, own
/// PeerId, peer PeerId, BLAKE2b-256(payload without 8))). It binds role, transcript and both identities; a signature
/// over the static key alone could be moved to another handshake.
/// </summary>
internal static class HandshakeSignature
{
    /// <param name="h">The handshake hash just before the payload is encrypted, 64 bytes.</param>
    public static byte[] Sign(SessionContext context, bool initiator, byte suite, ReadOnlySpan<byte> h, ReadOnlySpan<byte> ownStatic, HandshakePayload payload)
    {
        Span<byte> buffer = stackalloc byte[MaxSize];
        var signature = new byte[Ed25519.SignatureSize];
        var message = Message(buffer, initiator, suite, h, ownStatic, context.Identity.PeerId, context.Peer, payload);
        context.Identity.Sign(message, signature);
        return signature;
    }

    public static bool Verify(SessionContext context, bool initiator, byte suite, ReadOnlySpan<byte> h, ReadOnlySpan<byte> peerStatic, HandshakePayload payload)
    {
        Span<byte> buffer = stackalloc byte[MaxSize];
        var message = Message(buffer, initiator, suite, h, peerStatic, context.Peer, context.Identity.PeerId, payload);
        return payload.Signature is { } signature && Ed25519.Verify(context.Peer.ToArray(), message, signature);
    }

    private const int MaxSize = 320;

    private static ReadOnlySpan<byte> Message(Span<byte> buffer, bool initiator, byte suite, ReadOnlySpan<byte> h,
        ReadOnlySpan<byte> signerStatic, PeerId signer, PeerId other, HandshakePayload payload)
    {
        Span<byte> digest = stackalloc byte[32];
        Blake2b.Hash(payload.Encode(withSignature: false), digest);
        var enc = new Enc(buffer, 8);
        enc.Text("cpc/v1/noise-sig");
        enc.Text(initiator ? "i" : "r");
        enc.UInt(suite);
        enc.Bytes(h);
        enc.Bytes(signerStatic);
        enc.Peer(signer);
        enc.Peer(other);
        enc.Bytes(digest);
        return buffer[..enc.Written.Length];
    }
}
