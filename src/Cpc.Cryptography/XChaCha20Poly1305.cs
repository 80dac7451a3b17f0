namespace Cpc.Cryptography;

/// <summary>AEAD_XCHACHA20_POLY1305 (draft-irtf-cfrg-xchacha §2): 24-byte nonces, safe to draw at random. The cipher
/// of the ratchet and of what is sealed at rest.</summary>
public static class XChaCha20Poly1305
{
    public const int KeySize = 32;
    public const int NonceSize = 24;
    public const int TagSize = 16;

    /// <param name="ciphertext">Receives plaintext length + 16 bytes.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        Require.Size(ciphertext, plaintext.Length + TagSize, nameof(ciphertext));
        Geralt.XChaCha20Poly1305.Encrypt(ciphertext, plaintext, nonce, key, associatedData);
    }

    /// <param name="plaintext">Receives ciphertext length - 16 bytes.</param>
    /// <returns>False when the ciphertext is not authentic; <paramref name="plaintext"/> is then zero.</returns>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        if (ciphertext.Length < TagSize) return false;
        Require.Size(plaintext, ciphertext.Length - TagSize, nameof(plaintext));
        Require.Size(key, KeySize, nameof(key));
        Require.Size(nonce, NonceSize, nameof(nonce));
        if (Sodium.TryDecryptXChaCha20Poly1305(key, nonce, associatedData, ciphertext, plaintext)) return true;
        plaintext.Clear();
        return false;
    }
}
