using System.Security.Cryptography;
using Cpc.Cryptography;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>KDF_RK and KDF_CK (Double Ratchet §5.2, protocol.md §5).</summary>
public static class RatchetKdf
{
    /// <summary>Size of every key of the ratchet, in bytes.</summary>
    public const int KeySize = 32;

    private static ReadOnlySpan<byte> RatchetInfo => "cpc/v1/ratchet"u8;

    /// <summary>KDF_RK_HE: mixes a Diffie-Hellman result into the root key.</summary>
    /// <param name="rk">32 bytes; overwritten by the new root key.</param>
    /// <param name="dh">32 bytes, not all zero.</param>
    /// <param name="ck">Receives the new chain key.</param>
    /// <param name="nhk">Receives the next header key.</param>
    public static void RootStep(Span<byte> rk, ReadOnlySpan<byte> dh, Span<byte> ck, Span<byte> nhk)
    {
        Span<byte> prk = stackalloc byte[HkdfBlake2b.HashSize];
        Span<byte> output = stackalloc byte[3 * KeySize];
        HkdfBlake2b.Extract(rk, dh, prk);
        HkdfBlake2b.Expand(prk, RatchetInfo, output);
        output[..KeySize].CopyTo(rk);
        output.Slice(KeySize, KeySize).CopyTo(ck);
        output[(2 * KeySize)..].CopyTo(nhk);
        CryptographicOperations.ZeroMemory(prk);
        CryptographicOperations.ZeroMemory(output);
    }

    /// <summary>KDF_CK: derives one message key and steps the chain.</summary>
    /// <param name="ck">32 bytes; overwritten by its successor.</param>
    /// <param name="messageKey">Receives 32 bytes; the caller erases them after one use.</param>
    public static void ChainStep(Span<byte> ck, Span<byte> messageKey)
    {
        Span<byte> next = stackalloc byte[KeySize];
        Blake2b.KeyedHash(ck, [0x01], messageKey);
        Blake2b.KeyedHash(ck, [0x02], next);
        // Overwrite, never reassign: a surviving chain key would open every later message.
        next.CopyTo(ck);
        CryptographicOperations.ZeroMemory(next);
    }
}
