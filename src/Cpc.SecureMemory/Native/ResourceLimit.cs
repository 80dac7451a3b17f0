using System.Globalization;
using System.Runtime.InteropServices;

namespace Cpc.SecureMemory;

/// <summary>struct rlimit of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ResourceLimit(ulong soft, ulong hard)
{
    /// <summary>What holds now.</summary>
    public readonly ulong Soft = soft;

    /// <summary>What the process may raise it to.</summary>
    public readonly ulong Hard = hard;

    // RLIM_INFINITY: all bits on Linux, all but the highest on macOS.
    private const ulong Infinity = long.MaxValue;

    /// <summary>The limit of locked memory in bytes; null where there is none to read.</summary>
    public static ResourceLimit? LockedMemory() =>
        !OperatingSystem.IsWindows() && Libc.GetLimit(Libc.RLIMIT_MEMLOCK, out var limit) == 0 ? limit : null;

    public static bool IsUnlimited(ulong bytes) => bytes >= Infinity;

    public static string Text(ulong bytes) =>
        IsUnlimited(bytes) ? "unlimited" : (bytes >> 10).ToString("N0", CultureInfo.InvariantCulture) + " KiB";
}
