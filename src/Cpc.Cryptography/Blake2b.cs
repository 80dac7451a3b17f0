namespace Cpc.Cryptography;

/// <summary>BLAKE2b (RFC 7693).</summary>
public static class Blake2b
{
    /// <summary>Largest digest, in bytes.</summary>
    public const int MaxHashSize = 64;

    /// <summary>Smallest digest here, in bytes.</summary>
    public const int MinHashSize = 16;

    /// <summary>Input block, in bytes (RFC 7693 §2.1).</summary>
    public const int BlockSize = 128;

    /// <summary>Hashes the input; the digest's length is the span's (16 to 64 bytes).</summary>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest) => Geralt.BLAKE2b.ComputeHash(digest, input);

    /// <summary>Keyed BLAKE2b (RFC 7693 §2.5). <paramref name="key"/> is 16 to 64 bytes.</summary>
    public static void KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> digest) =>
        Geralt.BLAKE2b.ComputeTag(digest, input, key);
}
