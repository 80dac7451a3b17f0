using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// Seals sensitive fields at rest under the data key: format u8, nonce 24, XChaCha20-Poly1305 ciphertext. The
/// associated data ties a sealed field to its place, so that it can't be moved to another event.
/// </summary>
public sealed class DataCipher(SecureData dataKey)
{
    /// <summary>Bytes added by sealing.</summary>
    public const int Overhead = 1 + XChaCha20Poly1305.NonceSize + XChaCha20Poly1305.TagSize;

    private const byte Format = 1;

    public byte[] Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        var sealedBytes = new byte[plaintext.Length + Overhead];
        sealedBytes[0] = Format;
        var nonce = sealedBytes.AsSpan(1, XChaCha20Poly1305.NonceSize);
        SecureRandom.Fill(nonce);
        XChaCha20Poly1305.Encrypt(dataKey.Span, nonce, associatedData, plaintext, sealedBytes.AsSpan(1 + XChaCha20Poly1305.NonceSize));
        return sealedBytes;
    }

    /// <returns>The plaintext, which the caller disposes; null when the bytes are not authentic in this place.</returns>
    public SecureData? TryOpen(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> associatedData)
    {
        if (sealedBytes.Length <= Overhead || sealedBytes[0] != Format) return null;
        var plaintext = new SecureData(sealedBytes.Length - Overhead);
        var nonce = sealedBytes.Slice(1, XChaCha20Poly1305.NonceSize);
        if (XChaCha20Poly1305.TryDecrypt(dataKey.Span, nonce, associatedData, sealedBytes[(1 + XChaCha20Poly1305.NonceSize)..], plaintext.Span))
            return plaintext;
        plaintext.Dispose();
        return null;
    }
}
