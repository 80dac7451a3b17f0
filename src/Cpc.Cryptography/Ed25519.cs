namespace Cpc.Cryptography;

/// <summary>Ed25519 signatures (RFC 8032 §5.1). Verification is libsodium's: canonical S, and points of
/// small order are refused.</summary>
public static class Ed25519
{
    public const int PublicKeySize = 32;
    public const int SignatureSize = 64;

    /// <summary>Size of a private key in bytes: the 32-byte seed followed by the public key.</summary>
    public const int PrivateKeySize = 64;

    public const int SeedSize = 32;

    /// <summary>Derives the key pair of a 32-byte seed.</summary>
    /// <param name="privateKey">Receives 64 bytes; the caller erases them.</param>
    public static void DeriveKeyPair(ReadOnlySpan<byte> seed, Span<byte> publicKey, Span<byte> privateKey)
    {
        Require.Size(seed, SeedSize, nameof(seed));
        Require.Size(publicKey, PublicKeySize, nameof(publicKey));
        Require.Size(privateKey, PrivateKeySize, nameof(privateKey));
        Geralt.Ed25519.GenerateKeyPair(publicKey, privateKey, seed);
    }

    public static void Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Require.Size(privateKey, PrivateKeySize, nameof(privateKey));
        Require.Size(signature, SignatureSize, nameof(signature));
        Geralt.Ed25519.Sign(signature, message, privateKey);
    }

    /// <returns>False for any signature that is not valid, a wrong length included.</returns>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeySize && signature.Length == SignatureSize
        && Geralt.Ed25519.Verify(signature, message, publicKey);
}
