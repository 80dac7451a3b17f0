using Cpc.Cryptography;

namespace Cpc.Sessions.Frames;

/// <summary>
/// Layout of a DATA body: outer header in clear (91 bytes, authenticated), encrypted header (84), then the payload in
/// XChaCha20-Poly1305 (protocol.md §6).
/// </summary>
public static class DataHeader
{
    /// <summary>Version, type, session-id, kind, BLAKE3 of the payload, nonce of the payload.</summary>
    public const int OuterSize = 2 + Frame.SessionIdSize + 1 + Blake3.HashSize + XChaCha20Poly1305.NonceSize;

    /// <summary>dh 32, pn u32, n u32, seq u32.</summary>
    public const int InnerSize = 32 + 4 + 4 + 4;

    /// <summary>Nonce and AEAD(header).</summary>
    public const int EncryptedSize = XChaCha20Poly1305.NonceSize + InnerSize + XChaCha20Poly1305.TagSize;

    /// <summary>Both headers: what has to be read before the payload is worth its memory.</summary>
    public const int Size = OuterSize + EncryptedSize;

    /// <summary>Bytes a DATA body has beyond its payload.</summary>
    public const int Overhead = Size + XChaCha20Poly1305.TagSize;

    /// <summary>Largest payload in bytes.</summary>
    public const int MaxPayload = Frame.MaxDataBody - Overhead;

    public static ReadOnlySpan<byte> SessionId(ReadOnlySpan<byte> body) => body.Slice(2, Frame.SessionIdSize);

    public static DataKind Kind(ReadOnlySpan<byte> body) => (DataKind)body[34];

    /// <summary>BLAKE3-256 of the payload, in clear.</summary>
    public static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> body) => body.Slice(35, Blake3.HashSize);

    public static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> body) => body.Slice(67, XChaCha20Poly1305.NonceSize);

    public static void Write(Span<byte> body, ReadOnlySpan<byte> sessionId, DataKind kind, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> nonce)
    {
        body[0] = Frame.Version;
        body[1] = (byte)FrameType.Data;
        sessionId.CopyTo(body[2..]);
        body[34] = (byte)kind;
        hash.CopyTo(body[35..]);
        nonce.CopyTo(body[67..]);
    }

    /// <summary>Checks what can be checked without a key.</summary>
    public static Refusal Inspect(ReadOnlySpan<byte> body)
    {
        if (body.Length < Overhead) return Refusal.Malformed;
        if (body[0] != Frame.Version) return Refusal.Version;
        if (body[1] != (byte)FrameType.Data || !Enum.IsDefined(Kind(body))) return Refusal.Malformed;
        return body.Length > Frame.MaxDataBody ? Refusal.TooLarge : Refusal.None;
    }
}
