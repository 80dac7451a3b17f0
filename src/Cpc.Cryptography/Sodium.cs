using System.Runtime.InteropServices;

namespace Cpc.Cryptography;

/// <summary>
/// The two functions of libsodium that are called without Geralt. Geralt answers a ciphertext that is not authentic
/// with an exception, which costs 15 µs and memory; trying a header key that does not fit is an everyday event of the
/// ratchet, and a peer could make it a costly one.
/// </summary>
internal static unsafe partial class Sodium
{
    private const string Library = "libsodium";

    static Sodium()
    {
        // Idempotent and thread-safe; Geralt does the same at its first use.
        if (sodium_init() < 0) throw new InvalidOperationException("libsodium can't be initialized.");
    }

    public static bool TryDecryptChaCha20Poly1305(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        fixed (byte* m = plaintext, c = ciphertext, ad = associatedData, n = nonce, k = key)
            return crypto_aead_chacha20poly1305_ietf_decrypt(m, null, null, c, (ulong)ciphertext.Length, ad, (ulong)associatedData.Length, n, k) == 0;
    }

    public static bool TryDecryptXChaCha20Poly1305(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        fixed (byte* m = plaintext, c = ciphertext, ad = associatedData, n = nonce, k = key)
            return crypto_aead_xchacha20poly1305_ietf_decrypt(m, null, null, c, (ulong)ciphertext.Length, ad, (ulong)associatedData.Length, n, k) == 0;
    }

    [LibraryImport(Library)]
    private static partial int sodium_init();

    [LibraryImport(Library)]
    private static partial int crypto_aead_chacha20poly1305_ietf_decrypt(byte* m, ulong* mlen, byte* nsec, byte* c, ulong clen, byte* ad, ulong adlen, byte* npub, byte* k);

    [LibraryImport(Library)]
    private static partial int crypto_aead_xchacha20poly1305_ietf_decrypt(byte* m, ulong* mlen, byte* nsec, byte* c, ulong clen, byte* ad, ulong adlen, byte* npub, byte* k);
}
