using System.Security.Cryptography;

namespace Cpc.Cryptography;

/// <summary>
/// The hashes of STUN's credentials (RFC 8489 §9.2.2, §14.5, §14.6), and for nothing else: MD5 and SHA-1 are what the standard
/// demands where a server offers nothing better. They protect a lease of an address, never a document.
/// </summary>
public static class StunHash
{
    /// <summary>Sizes in bytes.</summary>
    public const int Md5Size = 16, HmacSha1Size = 20, Sha256Size = 32;

#pragma warning disable CA5350, CA5351 // Demanded by the standard.
    /// <param name="digest">Receives 16 bytes.</param>
    public static void Md5(ReadOnlySpan<byte> input, Span<byte> digest) => MD5.HashData(input, digest);

    /// <param name="code">Receives 20 bytes.</param>
    public static void HmacSha1(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> code) => HMACSHA1.HashData(key, input, code);
#pragma warning restore CA5350, CA5351

    /// <param name="digest">Receives 32 bytes.</param>
    public static void Sha256(ReadOnlySpan<byte> input, Span<byte> digest) => SHA256.HashData(input, digest);

    /// <param name="code">Receives 32 bytes.</param>
    public static void HmacSha256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> code) => HMACSHA256.HashData(key, input, code);
}
