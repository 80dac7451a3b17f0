namespace Cpc.SecureMemory;

/// <summary>The size of a <see cref="SecureStorage"/>. All of it is mapped and locked at the start, so that a limit shows
/// then and not with the thousandth session.</summary>
public sealed record SecureStorageOptions
{
    /// <summary>Largest slot in bytes.</summary>
    public const int MaxSlotSize = 64 << 10;

    /// <summary>Most scratch areas.</summary>
    public const int MaxScratchAreas = 64;

    /// <summary>The slots there are. Default: 2,048 of 512 bytes (a session) and 128 of 8 KiB (keys skipped in it), together
    /// with the rest about 2.4 MiB: less than the 8 MiB a process may usually lock.</summary>
    public IReadOnlyList<SlotPool> Pools { get; init; } = [new(512, 2048), new(8 << 10, 128)];

    /// <summary>How many slots can be open at one time, 1 to 64; further openers wait.</summary>
    public int ScratchAreas { get; init; } = Math.Clamp(2 * Environment.ProcessorCount, 4, MaxScratchAreas);

    public WhenNotLocked WhenNotLocked { get; init; } = WhenNotLocked.Refuse;

    internal void Validate()
    {
        if (Pools.Count == 0) throw new ArgumentException("A storage needs at least one pool of slots.");
        foreach (var pool in Pools)
        {
            if (pool.SlotSize is < 1 or > MaxSlotSize) throw new ArgumentException($"A slot has 1 to {MaxSlotSize} bytes, not {pool.SlotSize}.");
            if (pool.Count < 1) throw new ArgumentException("A pool has at least one slot.");
        }

        if (ScratchAreas is < 1 or > MaxScratchAreas) throw new ArgumentException($"There are 1 to {MaxScratchAreas} scratch areas, not {ScratchAreas}.");
    }
}
