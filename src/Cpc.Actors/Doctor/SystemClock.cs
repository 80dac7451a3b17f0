using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cpc.Actors.Doctor;

/// <summary>What the kernel knows of its clock (adjtimex(2), read only).</summary>
internal static class SystemClock
{
    /// <summary>Room for struct timex, 208 bytes on 64-bit Linux.</summary>
    private const int Size = 512;

    // Places in struct timex on 64-bit Linux; "modes" is 0: nothing is set.
    private const int MaximumErrorAt = 24, StatusAt = 40;
    private const int Unsynchronized = 0x40;

    /// <param name="error">By how much the clock may be wrong, at most.</param>
    /// <returns>Whether something keeps the clock right; null when the system doesn't say.</returns>
    public static bool? IsSynchronized(out TimeSpan error)
    {
        error = TimeSpan.Zero;
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return null;
        var timex = new byte[Size];
        try
        {
            if (AdjustTime(timex) < 0) return null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }

        error = TimeSpan.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(timex.AsSpan(MaximumErrorAt)));
        return (BinaryPrimitives.ReadInt32LittleEndian(timex.AsSpan(StatusAt)) & Unsynchronized) == 0;
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AdjustTime([In, Out] byte[] timex);
}
