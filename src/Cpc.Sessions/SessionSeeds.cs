using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>What a completed handshake seeds the ratchet with (protocol.md §4). Erased on dispose.</summary>
internal sealed class SessionSeeds : IDisposable
{
    private readonly SecureData _keys = new(4 * 32);

    private SessionSeeds()
    {
    }

    public ReadOnlySpan<byte> Root => _keys.Span[..32];

    public ReadOnlySpan<byte> HkInitiatorToResponder => _keys.Span.Slice(32, 32);

    public ReadOnlySpan<byte> NhkResponderToInitiator => _keys.Span.Slice(64, 32);

    /// <summary>Keys the rotation that follows this epoch.</summary>
    public ReadOnlySpan<byte> RekeyPsk => _keys.Span.Slice(96, 32);

    /// <summary>Public: it names the session in every DATA header.</summary>
    public byte[] SessionId { get; } = new byte[Frame.SessionIdSize];

    /// <summary>PRK = HKDF-Extract(salt = h, ikm = k1 | k2 [| ss_mlkem]), then one HKDF-Expand for each name.</summary>
    /// <param name="mlkem">ss_mlkem, 32 bytes with suite 2, else empty.</param>
    public static SessionSeeds Derive(HandshakeState handshake, ReadOnlySpan<byte> mlkem)
    {
        Span<byte> ikm = stackalloc byte[96];
        try
        {
            handshake.Split(ikm[..32], ikm.Slice(32, 32));
            mlkem.CopyTo(ikm[64..]);
            return Derive(handshake.HandshakeHash, ikm[..(64 + mlkem.Length)]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(ikm);
        }
    }

    /// <param name="h">The handshake hash, 64 bytes.</param>
    /// <param name="ikm">k1 | k2 [| ss_mlkem].</param>
    internal static SessionSeeds Derive(ReadOnlySpan<byte> h, ReadOnlySpan<byte> ikm)
    {
        Span<byte> prk = stackalloc byte[HkdfBlake2b.HashSize];
        try
        {
            HkdfBlake2b.Extract(h, ikm, prk);
            var seeds = new SessionSeeds();
            HkdfBlake2b.Expand(prk, "cpc/v1/root"u8, seeds._keys.Span[..32]);
            HkdfBlake2b.Expand(prk, "cpc/v1/hk-i2r"u8, seeds._keys.Span.Slice(32, 32));
            HkdfBlake2b.Expand(prk, "cpc/v1/nhk-r2i"u8, seeds._keys.Span.Slice(64, 32));
            HkdfBlake2b.Expand(prk, "cpc/v1/rekey-psk"u8, seeds._keys.Span.Slice(96, 32));
            HkdfBlake2b.Expand(prk, "cpc/v1/session-id"u8, seeds.SessionId);
            return seeds;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(prk);
        }
    }

    public void Dispose() => _keys.Dispose();
}
