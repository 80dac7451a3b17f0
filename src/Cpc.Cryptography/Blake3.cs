using Org.BouncyCastle.Crypto.Digests;

namespace Cpc.Cryptography;

/// <summary>BLAKE3-256, the hash of all content (BLAKE3 specification §2).</summary>
public static class Blake3
{
    /// <summary>Digest size in bytes.</summary>
    public const int HashSize = 32;

    /// <summary>Hashes the input.</summary>
    /// <param name="digest">Receives 32 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Require.Size(digest, HashSize, nameof(digest));
        var blake3 = new Blake3Digest(HashSize * 8);
        blake3.BlockUpdate(input);
        blake3.DoFinal(digest);
    }

    /// <summary>Hashes the input into a new array.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> input)
    {
        var digest = new byte[HashSize];
        Hash(input, digest);
        return digest;
    }

    /// <summary>BLAKE3 keyed with 32 bytes (§2.3, keyed_hash mode).</summary>
    public static void KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Require.Size(key, HashSize, nameof(key));
        Require.Size(digest, HashSize, nameof(digest));
        var blake3 = new Blake3Digest(HashSize * 8);
        blake3.Init(Org.BouncyCastle.Crypto.Parameters.Blake3Parameters.Key(key.ToArray()));
        blake3.BlockUpdate(input);
        blake3.DoFinal(digest);
    }
}
