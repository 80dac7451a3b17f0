using System.Runtime.InteropServices;

namespace Cpc.Cryptography.Tests;

/// <summary>The encapsulation our library calls, with the random m given: Geralt does not expose it, and m must never
/// be chosen outside tests.</summary>
internal static partial class LibsodiumMLKem
{
    /// <returns>False when the public key is refused.</returns>
    public static bool TryEncapsulate(byte[] publicKey, byte[] m, byte[] ciphertext, byte[] sharedSecret)
    {
        if (publicKey.Length != MLKem768.PublicKeySize || m.Length != 32) return false;
        return crypto_kem_mlkem768_enc_deterministic(ciphertext, sharedSecret, publicKey, m) == 0;
    }

    [LibraryImport("libsodium")]
    private static partial int crypto_kem_mlkem768_enc_deterministic(byte[] ciphertext, byte[] sharedSecret, byte[] publicKey, byte[] m);
}
