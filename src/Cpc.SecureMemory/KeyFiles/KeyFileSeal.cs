using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The key that a passphrase became. It is kept as long as the keys it seals, so that the daily renewal can write the
/// file without asking; the passphrase is not.
/// </summary>
internal sealed class KeyFileSeal : IDisposable
{
    private KeyFileSeal(PassphraseCost cost, byte[] salt, SecureData key)
    {
        Cost = cost;
        Salt = salt;
        Key = key;
    }

    public PassphraseCost Cost { get; }

    /// <summary>16 bytes.</summary>
    public byte[] Salt { get; }

    /// <summary>32 bytes.</summary>
    public SecureData Key { get; }

    /// <returns>Null when the system does not grant the memory.</returns>
    public static KeyFileSeal? TryDerive(SecureData passphrase, PassphraseCost cost, byte[] salt)
    {
        var key = new SecureData(Argon2id.KeySize);
        if (Argon2id.TryDeriveKey(passphrase.Span, salt, cost.Passes, cost.MemoryKiB, key.Span)) return new KeyFileSeal(cost, salt, key);
        key.Dispose();
        return null;
    }

    public void Dispose() => Key.Dispose();
}
