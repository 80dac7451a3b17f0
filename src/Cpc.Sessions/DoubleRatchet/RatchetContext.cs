using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>What every message of a session authenticates besides its headers (protocol.md §5). Public data.</summary>
internal sealed record RatchetContext(byte Suite, byte[] SessionId, uint Epoch, PeerId Own, PeerId Peer)
{
    private const int MaxSize = 384;

    /// <summary>Opens or seals the header: AD = enc("cpc/v1/hdr", session-id, epoch, outer header).</summary>
    public void SealHeader(ReadOnlySpan<byte> key, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> header, Span<byte> encrypted)
    {
        var nonce = encrypted[..XChaCha20Poly1305.NonceSize];
        SecureRandom.Fill(nonce);
        Span<byte> buffer = stackalloc byte[MaxSize];
        XChaCha20Poly1305.Encrypt(key, nonce, HeaderAd(buffer, outer), header, encrypted[XChaCha20Poly1305.NonceSize..DataHeader.EncryptedSize]);
    }

    public bool TryOpenHeader(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, Span<byte> header)
    {
        var encrypted = body.Slice(DataHeader.OuterSize, DataHeader.EncryptedSize);
        Span<byte> buffer = stackalloc byte[MaxSize];
        return XChaCha20Poly1305.TryDecrypt(key, encrypted[..XChaCha20Poly1305.NonceSize],
            HeaderAd(buffer, body[..DataHeader.OuterSize]), encrypted[XChaCha20Poly1305.NonceSize..], header);
    }

    public void SealPayload(ReadOnlySpan<byte> key, Span<byte> body, ReadOnlySpan<byte> payload)
    {
        Span<byte> buffer = stackalloc byte[MaxSize];
        XChaCha20Poly1305.Encrypt(key, DataHeader.Nonce(body), PayloadAd(buffer, body, Own, Peer), payload, body[DataHeader.Size..]);
    }

    public bool TryOpenPayload(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, Span<byte> payload)
    {
        Span<byte> buffer = stackalloc byte[MaxSize];
        return XChaCha20Poly1305.TryDecrypt(key, DataHeader.Nonce(body), PayloadAd(buffer, body, Peer, Own), body[DataHeader.Size..], payload);
    }

    private ReadOnlySpan<byte> HeaderAd(Span<byte> buffer, ReadOnlySpan<byte> outer)
    {
        var enc = new Enc(buffer, 4);
        enc.Text("cpc/v1/hdr");
        enc.Bytes(SessionId);
        enc.UInt(Epoch);
        enc.Bytes(outer);
        return buffer[..enc.Written.Length];
    }

    private ReadOnlySpan<byte> PayloadAd(Span<byte> buffer, ReadOnlySpan<byte> body, PeerId sender, PeerId recipient)
    {
        var enc = new Enc(buffer, 8);
        enc.Text("cpc/v1/ad");
        enc.UInt(Suite);
        enc.Bytes(SessionId);
        enc.UInt(Epoch);
        enc.Peer(sender);
        enc.Peer(recipient);
        enc.Bytes(body[..DataHeader.OuterSize]);
        enc.Bytes(body.Slice(DataHeader.OuterSize, DataHeader.EncryptedSize));
        return buffer[..enc.Written.Length];
    }
}
