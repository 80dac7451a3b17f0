namespace Cpc.Cryptography;

/// <summary>Argon2id version 1.3 with one lane (RFC 9106), for keys from passphrases.</summary>
public static class Argon2id
{
    /// <summary>Salt size in bytes.</summary>
    public const int SaltSize = 16;

    /// <summary>Size of the derived key in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>Smallest memory in KiB that libsodium accepts.</summary>
    public const int MinMemoryKiB = 8;

    /// <summary>Largest memory in KiB here: 1 GiB.</summary>
    public const int MaxMemoryKiB = 1 << 20;

    /// <summary>Derives a key from a passphrase.</summary>
    /// <param name="salt">16 bytes, drawn anew for each key.</param>
    /// <param name="passes">At least 1.</param>
    /// <param name="memoryKiB">8 to 1,048,576.</param>
    /// <param name="key">Receives 32 bytes; the caller erases them.</param>
    /// <returns>False when the system does not grant that much memory; <paramref name="key"/> is then zero.</returns>
    /// <exception cref="ArgumentException">A size or a number is out of its bounds.</exception>
    public static bool TryDeriveKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int passes, int memoryKiB, Span<byte> key)
    {
        Require.Size(salt, SaltSize, nameof(salt));
        Require.Size(key, KeySize, nameof(key));
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryKiB, MinMemoryKiB);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memoryKiB, MaxMemoryKiB);
        try
        {
            Geralt.Argon2id.DeriveKey(key, passphrase, salt, passes, memoryKiB << 10);
            return true;
        }
        catch (InsufficientMemoryException)
        {
            key.Clear();
            return false;
        }
    }
}
