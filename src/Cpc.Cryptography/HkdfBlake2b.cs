using System.Security.Cryptography;

namespace Cpc.Cryptography;

/// <summary>HMAC (RFC 2104) and HKDF (RFC 5869) over unkeyed BLAKE2b-512, block size 128.</summary>
public static class HkdfBlake2b
{
    /// <summary>HashLen of RFC 5869, in bytes.</summary>
    public const int HashSize = 64;

    // Inputs here are keys, hashes and short labels; the bound keeps secrets on the stack, where they are erased.
    private const int MaxMessage = 1024;

    /// <summary>HMAC-BLAKE2b-512 of the concatenation of two messages, together at most 1,024 bytes.</summary>
    public static void Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message1, ReadOnlySpan<byte> message2, Span<byte> mac)
    {
        Require.Size(mac, HashSize, nameof(mac));
        var length = message1.Length + message2.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxMessage);

        Span<byte> block = stackalloc byte[Blake2b.BlockSize + MaxMessage];
        Span<byte> outer = stackalloc byte[Blake2b.BlockSize + HashSize];
        Span<byte> k = stackalloc byte[Blake2b.BlockSize];
        try
        {
            k.Clear();
            if (key.Length > Blake2b.BlockSize) Blake2b.Hash(key, k[..HashSize]);
            else key.CopyTo(k);

            for (var i = 0; i < k.Length; i++)
            {
                block[i] = (byte)(k[i] ^ 0x36);
                outer[i] = (byte)(k[i] ^ 0x5c);
            }

            message1.CopyTo(block[Blake2b.BlockSize..]);
            message2.CopyTo(block[(Blake2b.BlockSize + message1.Length)..]);
            Blake2b.Hash(block[..(Blake2b.BlockSize + length)], outer[Blake2b.BlockSize..]);
            Blake2b.Hash(outer, mac);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
            CryptographicOperations.ZeroMemory(outer);
            CryptographicOperations.ZeroMemory(k);
        }
    }

    /// <summary>HKDF-Extract (RFC 5869 §2.2).</summary>
    /// <param name="prk">Receives 64 bytes; the caller erases them.</param>
    public static void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> ikm, Span<byte> prk) => Hmac(salt, ikm, [], prk);

    /// <summary>HKDF-Expand (RFC 5869 §2.3).</summary>
    /// <param name="output">1 to 255 × 64 bytes.</param>
    public static void Expand(ReadOnlySpan<byte> prk, ReadOnlySpan<byte> info, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, 255 * HashSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(info.Length, MaxMessage - HashSize - 1);
        Span<byte> t = stackalloc byte[HashSize];
        Span<byte> infoCounter = stackalloc byte[MaxMessage];
        info.CopyTo(infoCounter);
        try
        {
            var previous = 0;
            for (byte counter = 1; !output.IsEmpty; counter++)
            {
                infoCounter[info.Length] = counter;
                Hmac(prk, t[..previous], infoCounter[..(info.Length + 1)], t);
                previous = HashSize;
                var take = Math.Min(HashSize, output.Length);
                t[..take].CopyTo(output);
                output = output[take..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(t);
        }
    }
}
