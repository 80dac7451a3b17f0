using System.Security.Cryptography;

namespace Cpc.Cryptography;

/// <summary>ML-KEM-768 (FIPS 203), the key encapsulation of suite 2. Private keys are in the standard's expanded
/// form and never come from outside, so the check of their hash (§7.3) is not made.</summary>
public static class MLKem768
{
    /// <summary>Encapsulation key, in bytes: 1,152 of coefficients, 32 of seed.</summary>
    public const int PublicKeySize = 1184;

    /// <summary>Decapsulation key, in bytes.</summary>
    public const int PrivateKeySize = 2400;

    public const int CiphertextSize = 1088;
    public const int SharedSecretSize = 32;

    /// <summary>d followed by z (§7.1), in bytes.</summary>
    public const int SeedSize = 64;

    // The coefficients t of an encapsulation key: 3 polynomials of 256 coefficients, 12 bits each.
    private const int CoefficientBytes = 1152;

    // q of §2.4.
    private const int Modulus = 3329;

    /// <summary>Draws a key pair (ML-KEM.KeyGen, §7.1).</summary>
    /// <param name="publicKey">Receives 1,184 bytes.</param>
    /// <param name="privateKey">Receives 2,400 bytes; the caller erases them.</param>
    public static void GenerateKeyPair(Span<byte> publicKey, Span<byte> privateKey)
    {
        Require.Size(publicKey, PublicKeySize, nameof(publicKey));
        Require.Size(privateKey, PrivateKeySize, nameof(privateKey));
        Geralt.MLKEM768.GenerateKeyPair(publicKey, privateKey);
    }

    /// <summary>Derives the key pair of a 64-byte seed (ML-KEM.KeyGen_internal, §6.1).</summary>
    /// <param name="publicKey">Receives 1,184 bytes.</param>
    /// <param name="privateKey">Receives 2,400 bytes; the caller erases them.</param>
    public static void DeriveKeyPair(ReadOnlySpan<byte> seed, Span<byte> publicKey, Span<byte> privateKey)
    {
        Require.Size(seed, SeedSize, nameof(seed));
        Require.Size(publicKey, PublicKeySize, nameof(publicKey));
        Require.Size(privateKey, PrivateKeySize, nameof(privateKey));
        Geralt.MLKEM768.GenerateKeyPair(publicKey, privateKey, seed);
    }

    /// <summary>The checks of §7.2: the length, and the modulus check ek = ByteEncode(ByteDecode(ek)), which holds
    /// when every coefficient is below q. A peer's key that fails is refused (protocol.md §3, refusal 7).</summary>
    public static bool IsValidPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeySize) return false;
        for (var i = 0; i < CoefficientBytes; i += 3)
        {
            var low = publicKey[i] | ((publicKey[i + 1] & 0x0f) << 8);
            var high = (publicKey[i + 1] >> 4) | (publicKey[i + 2] << 4);
            if (low >= Modulus || high >= Modulus) return false;
        }

        return true;
    }

    /// <summary>ML-KEM.Encaps (§7.2), to a public key that has passed <see cref="IsValidPublicKey"/>.</summary>
    /// <param name="ciphertext">Receives 1,088 bytes.</param>
    /// <param name="sharedSecret">Receives 32 bytes; the caller erases them.</param>
    /// <exception cref="ArgumentException">A size is wrong, or the public key is not valid.</exception>
    public static void Encapsulate(ReadOnlySpan<byte> publicKey, Span<byte> ciphertext, Span<byte> sharedSecret)
    {
        Require.Size(ciphertext, CiphertextSize, nameof(ciphertext));
        Require.Size(sharedSecret, SharedSecretSize, nameof(sharedSecret));
        if (!IsValidPublicKey(publicKey)) throw new ArgumentException("The public key is not valid.", nameof(publicKey));
        Geralt.MLKEM768.Encapsulate(sharedSecret, ciphertext, publicKey);
    }

    /// <summary>ML-KEM.Decaps (§7.3).</summary>
    /// <param name="sharedSecret">Receives 32 bytes; the caller erases them.</param>
    /// <returns>False when the ciphertext's length is wrong; <paramref name="sharedSecret"/> is then zero. A forged
    /// ciphertext of the right length gives true and a secret nobody else has (implicit rejection): what follows
    /// does not authenticate.</returns>
    public static bool TryDecapsulate(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> ciphertext, Span<byte> sharedSecret)
    {
        Require.Size(privateKey, PrivateKeySize, nameof(privateKey));
        Require.Size(sharedSecret, SharedSecretSize, nameof(sharedSecret));
        sharedSecret.Clear();
        if (ciphertext.Length != CiphertextSize) return false;
        try
        {
            Geralt.MLKEM768.Decapsulate(sharedSecret, ciphertext, privateKey);
            return true;
        }
        catch (CryptographicException)
        {
            sharedSecret.Clear();
            return false;
        }
    }
}
