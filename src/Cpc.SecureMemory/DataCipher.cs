using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// Seals sensitive fields at rest under the data key: format u8, nonce 24, XChaCha20-Poly1305 ciphertext. The
/// associated data ties a sealed field to its place, so that it can't be moved to another event.
/// </summary>
public sealed class DataCipher(Secret dataKey)
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
        dataKey.Use(
            new Work { Nonce = nonce, Ad = associatedData, Input = plaintext, Output = sealedBytes.AsSpan(1 + XChaCha20Poly1305.NonceSize) },
            static (key, work) =>
            {
                XChaCha20Poly1305.Encrypt(key, work.Nonce, work.Ad, work.Input, work.Output);
                return true;
            });
        return sealedBytes;
    }

    /// <returns>The plaintext, which the caller disposes; null when the bytes are not authentic in this place.</returns>
    public SecureData? TryOpen(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> associatedData)
    {
        if (sealedBytes.Length <= Overhead || sealedBytes[0] != Format) return null;
        var plaintext = new SecureData(sealedBytes.Length - Overhead);
        var nonce = sealedBytes.Slice(1, XChaCha20Poly1305.NonceSize);
        var opened = dataKey.Use(
            new Work { Nonce = nonce, Ad = associatedData, Input = sealedBytes[(1 + XChaCha20Poly1305.NonceSize)..], Output = plaintext.Span },
            static (key, work) => XChaCha20Poly1305.TryDecrypt(key, work.Nonce, work.Ad, work.Input, work.Output));
        if (opened) return plaintext;
        plaintext.Dispose();
        return null;
    }

    private ref struct Work
    {
        public required ReadOnlySpan<byte> Nonce { get; init; }

        public required ReadOnlySpan<byte> Ad { get; init; }

        public required ReadOnlySpan<byte> Input { get; init; }

        public required Span<byte> Output { get; init; }
    }
}
