using Microsoft.Win32.SafeHandles;

namespace Cpc.SecureMemory;

/// <summary>Whole pages for secrets, outside the managed heap. Erased before they are given back.</summary>
internal abstract unsafe class SecretRegion : SafeHandleZeroOrMinusOneIsInvalid
{
    protected SecretRegion(void* start, int length, RegionProtection protection, int lockError)
        : base(ownsHandle: true)
    {
        SetHandle((nint)start);
        Length = length;
        Protection = protection;
        LockError = lockError;
    }

    /// <summary>The first usable byte, at the start of a page.</summary>
    public byte* Start => (byte*)handle;

    /// <summary>Usable bytes, a multiple of the page size.</summary>
    public int Length { get; }

    /// <summary>What the operating system granted.</summary>
    public RegionProtection Protection { get; }

    /// <summary>errno of the refused lock; 0 when it was granted or there is none on this system.</summary>
    public int LockError { get; }

    /// <summary>Maps zeroed pages with whatever protection this system has.</summary>
    /// <param name="length">At least one byte; rounded up to whole pages.</param>
    /// <returns>Null when there is no memory.</returns>
    public static SecretRegion? Map(long length)
    {
        long page = Environment.SystemPageSize;
        var rounded = (length + page - 1) / page * page;
        if (rounded > int.MaxValue) return null;
        return OperatingSystem.IsWindows() ? UnprotectedRegion.Map((int)rounded) : MappedRegion.Map((int)rounded);
    }

    /// <summary>From now on a write crashes the process.</summary>
    public abstract void MakeReadOnly();
}
