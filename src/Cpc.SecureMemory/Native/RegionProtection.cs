namespace Cpc.SecureMemory;

/// <summary>What keeps other programs and mishaps from the secrets in a region (protocol.md §11).</summary>
[Flags]
internal enum RegionProtection
{
    None = 0,

    /// <summary>Never swapped out.</summary>
    Locked = 1,

    /// <summary>Not in core dumps.</summary>
    NotDumped = 2,

    /// <summary>Not in forked children.</summary>
    NotForked = 4,

    /// <summary>A read or write past either end crashes.</summary>
    Guarded = 8,

    All = Locked | NotDumped | NotForked | Guarded,
}
