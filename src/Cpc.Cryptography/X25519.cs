using System.Security.Cryptography;

namespace Cpc.Cryptography;

/// <summary>X25519 Diffie-Hellman (RFC 7748 §5).</summary>
public static class X25519
{
    /// <summary>Size of public keys, private keys and shared secrets, in bytes.</summary>
    public const int KeySize = 32;

    // p = 2^255 - 19, little-endian.
    private static ReadOnlySpan<byte> FieldPrime =>
    [
        0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ];

    /// <summary>Draws a key pair.</summary>
    /// <param name="publicKey">Receives 32 bytes.</param>
    /// <param name="privateKey">Receives 32 bytes; the caller erases them.</param>
    public static void GenerateKeyPair(Span<byte> publicKey, Span<byte> privateKey)
    {
        Require.Size(privateKey, KeySize, nameof(privateKey));
        SecureRandom.Fill(privateKey);
        DerivePublicKey(privateKey, publicKey);
    }

    /// <summary>Computes the public key of a private key.</summary>
    public static void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        Require.Size(privateKey, KeySize, nameof(privateKey));
        Require.Size(publicKey, KeySize, nameof(publicKey));
        Geralt.X25519.ComputePublicKey(publicKey, privateKey);
    }

    /// <summary>Computes the shared secret of an own private key and a peer's public key.</summary>
    /// <returns>False when the result is all-zero (a low-order public key, RFC 7748 §6.1);
    /// <paramref name="sharedSecret"/> is then zero and must not be used.</returns>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedSecret)
    {
        Require.Size(privateKey, KeySize, nameof(privateKey));
        Require.Size(publicKey, KeySize, nameof(publicKey));
        Require.Size(sharedSecret, KeySize, nameof(sharedSecret));
        try
        {
            Geralt.X25519.ComputeSharedSecret(sharedSecret, privateKey, publicKey);
        }
        catch (CryptographicException)
        {
            // libsodium answers an all-zero result with an error, Geralt with this exception.
            sharedSecret.Clear();
            return false;
        }

        return sharedSecret.IndexOfAnyExcept((byte)0) >= 0;
    }

    /// <summary>True when the bytes are the one canonical encoding of a field element, i.e. below
    /// p = 2^255 - 19. Other encodings name the same point, so a peer could vary what is hashed and signed
    /// without varying the key; they are refused (protocol.md §6).</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != KeySize) return false;
        for (var i = KeySize - 1; i >= 0; i--)
        {
            if (publicKey[i] != FieldPrime[i]) return publicKey[i] < FieldPrime[i];
        }

        return false;
    }
}
