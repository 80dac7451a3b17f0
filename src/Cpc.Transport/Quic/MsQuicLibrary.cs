using System.Net.Quic;
using System.Runtime.InteropServices;

namespace Cpc.Transport;

/// <summary>Asks libmsquic itself for its version, which System.Net.Quic does not tell.</summary>
public static class MsQuicLibrary
{
    /// <summary>Version of the function table asked for; any 2.x library has it.</summary>
    private const uint ApiVersion = 2;

    /// <summary>QUIC_PARAM_GLOBAL_LIBRARY_VERSION of msquic.h: four numbers of 32 bits.</summary>
    private const uint LibraryVersion = 0x01000004;

    /// <summary>Place of GetParam in QUIC_API_TABLE.</summary>
    private const int GetParamPlace = 4;

    private const int Numbers = 4;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OpenVersion(uint version, out nint table);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Close(nint table);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetParam(nint handle, uint parameter, ref uint size, [Out] uint[] value);

    /// <summary>E.g. "2.5.0"; null where the library is missing or does not say.</summary>
    public static string? Version { get; } = Find();

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "msquic.dll" : OperatingSystem.IsMacOS() ? "libmsquic.dylib" : "libmsquic.so.2";
        if (!NativeLibrary.TryLoad(name, typeof(QuicError).Assembly, null, out var library)) return null;
        // Never unloaded: System.Net.Quic uses it too.
        if (!NativeLibrary.TryGetExport(library, "MsQuicOpenVersion", out var open) || !NativeLibrary.TryGetExport(library, "MsQuicClose", out var close)) return null;
        if (Marshal.GetDelegateForFunctionPointer<OpenVersion>(open)(ApiVersion, out var table) < 0 || table == 0) return null;
        try
        {
            var numbers = new uint[Numbers];
            var size = (uint)(Numbers * sizeof(uint));
            var get = Marshal.GetDelegateForFunctionPointer<GetParam>(Marshal.ReadIntPtr(table, GetParamPlace * nint.Size));
            return get(0, LibraryVersion, ref size, numbers) == 0 ? $"{numbers[0]}.{numbers[1]}.{numbers[2]}" : null;
        }
        finally
        {
            Marshal.GetDelegateForFunctionPointer<Close>(close)(table);
        }
    }
}
