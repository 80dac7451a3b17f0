using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// What one try of a passphrase costs, in Argon2id's terms (RFC 9106). No less than libsodium's "moderate" can be chosen,
/// and no more than 8 passes over 1 GiB: what a file asks for is done before it has proved authentic.
/// </summary>
public sealed record PassphraseCost
{
    /// <summary>Most passes.</summary>
    public const int MaxPasses = 8;

    private PassphraseCost(int passes, int memoryKiB)
    {
        Passes = passes;
        MemoryKiB = memoryKiB;
    }

    /// <summary>3 passes over 256 MiB: crypto_pwhash_OPSLIMIT_MODERATE and MEMLIMIT_MODERATE; about half a second.</summary>
    public static PassphraseCost Moderate { get; } = new(3, 256 << 10);

    /// <summary>4 passes over 1 GiB: libsodium's "sensitive"; some seconds.</summary>
    public static PassphraseCost Sensitive { get; } = new(4, 1 << 20);

    public int Passes { get; }

    public int MemoryKiB { get; }

    /// <returns>Null when it is below <see cref="Moderate"/> in either number, or above the bounds.</returns>
    public static PassphraseCost? TryCreate(int passes, int memoryKiB) =>
        passes >= Moderate.Passes && memoryKiB >= Moderate.MemoryKiB ? TryRead((uint)passes, (uint)memoryKiB) : null;

    /// <summary>What a file states. Less than moderate is read: it harms nobody who did not seal with it.</summary>
    /// <returns>Null when it is out of the bounds.</returns>
    internal static PassphraseCost? TryRead(uint passes, uint memoryKiB) =>
        passes is >= 1 and <= MaxPasses && memoryKiB is >= Argon2id.MinMemoryKiB and <= Argon2id.MaxMemoryKiB
            ? new PassphraseCost((int)passes, (int)memoryKiB)
            : null;
}
