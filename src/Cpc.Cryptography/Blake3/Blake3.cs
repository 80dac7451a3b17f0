using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>BLAKE3, the hash of all content (BLAKE3 specification §2; ADR 0020). Nothing here allocates, except the
/// arrays returned and <see cref="HashParallel"/>.</summary>
public static unsafe class Blake3
{
    /// <summary>Digest size in bytes.</summary>
    public const int HashSize = 32;

    /// <summary>Key size in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>Hashes the input.</summary>
    /// <param name="digest">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">The digest is not 32 bytes long.</exception>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Require.Size(digest, HashSize, nameof(digest));
        Run(Blake3Paths.Widest, InitializationVector, 0, input, digest);
    }

    /// <summary>Hashes the input into a new array.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> input)
    {
        var digest = new byte[HashSize];
        Hash(input, digest);
        return digest;
    }

    /// <summary>Hashes the input to as many bytes as wanted (§2.6); the first 32 are <see cref="Hash(ReadOnlySpan{byte})"/>'s.</summary>
    public static void HashExtended(ReadOnlySpan<byte> input, Span<byte> output) =>
        Run(Blake3Paths.Widest, InitializationVector, 0, input, output);

    /// <summary>Hashes a large input on several threads (§5.2); worth it from about a megabyte on.</summary>
    /// <param name="digest">Receives 32 bytes.</param>
    /// <param name="maxThreads">At least 1; by default one for each processor.</param>
    /// <exception cref="ArgumentException">The digest is not 32 bytes long.</exception>
    public static void HashParallel(ReadOnlySpan<byte> input, Span<byte> digest, int? maxThreads = null)
    {
        Require.Size(digest, HashSize, nameof(digest));
        var threads = maxThreads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(maxThreads));
        Blake3Parallel.Hash(Blake3Paths.Widest, input, digest, threads);
    }

    /// <summary>BLAKE3 keyed with 32 bytes: a MAC and a pseudorandom function (§2.3, keyed_hash).</summary>
    /// <exception cref="ArgumentException">The key or the digest is not 32 bytes long.</exception>
    public static void KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Require.Size(digest, HashSize, nameof(digest));
        KeyedHash(Blake3Paths.Widest, key, input, digest);
    }

    /// <summary>Derives a key from other key material (§2.3, derive_key).</summary>
    /// <param name="context">UTF-8 text fixed in the program, one for each use; never a peer's or a user's input.</param>
    /// <param name="keyMaterial">Of any length; not a password.</param>
    /// <param name="output">Receives at least one byte; the caller erases them.</param>
    /// <exception cref="ArgumentException">The output is empty.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> context, ReadOnlySpan<byte> keyMaterial, Span<byte> output)
    {
        if (output.IsEmpty) throw new ArgumentException("A derived key has at least one byte.", nameof(output));
        DeriveKey(Blake3Paths.Widest, context, keyMaterial, output);
    }

    internal static void Hash(Blake3Path path, ReadOnlySpan<byte> input, Span<byte> output) =>
        Run(path, InitializationVector, 0, input, output);

    internal static void KeyedHash(Blake3Path path, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Require.Size(key, KeySize, nameof(key));
        Span<uint> keyWords = stackalloc uint[KeyWords];
        key.CopyTo(MemoryMarshal.AsBytes(keyWords));
        Run(path, keyWords, Keyed, input, output);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(keyWords));
    }

    internal static void DeriveKey(Blake3Path path, ReadOnlySpan<byte> context, ReadOnlySpan<byte> keyMaterial, Span<byte> output)
    {
        Span<uint> contextKey = stackalloc uint[KeyWords];
        ContextKey(path, context, contextKey);
        Run(path, contextKey, DeriveKeyMaterial, keyMaterial, output);
    }

    /// <summary>The key that stands for a context (§2.3); not a secret.</summary>
    internal static void ContextKey(Blake3Path path, ReadOnlySpan<byte> context, Span<uint> contextKey) =>
        Run(path, InitializationVector, DeriveKeyContext, context, MemoryMarshal.AsBytes(contextKey));

    [SkipLocalsInit]
    private static void Run(Blake3Path path, ReadOnlySpan<uint> key, uint flags, ReadOnlySpan<byte> input, Span<byte> output)
    {
        fixed (uint* keyWords = key)
        fixed (byte* bytes = input)
        {
            Blake3Tree.Root(path, bytes, input.Length, keyWords, flags, out var root);
            root.Output(path, output, 0);
            root.Clear();
        }
    }
}
