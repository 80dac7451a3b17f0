using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cpc.Cryptography;

/// <summary>Which paths this machine has, and the one chosen.</summary>
internal static class Blake3Paths
{
    /// <summary>The widest path worth taking. AVX-512 is passed over where the runtime holds that it costs more clock
    /// than it gains (<see cref="Vector512.IsHardwareAccelerated"/>).</summary>
    public static readonly Blake3Path Widest = Choose();

    public static bool IsAvailable(Blake3Path path) => path switch
    {
        Blake3Path.Scalar => true,
        Blake3Path.Vector128 => Sse41.IsSupported || AdvSimd.Arm64.IsSupported,
        Blake3Path.Vector256 => Avx2.IsSupported,
        Blake3Path.Vector512 => Avx512F.VL.IsSupported,
        _ => false,
    };

    private static Blake3Path Choose()
    {
        // The specification's words are little-endian; chaining values are kept as they lie in memory.
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("BLAKE3 here is for little-endian machines.");
        if (Vector512.IsHardwareAccelerated && IsAvailable(Blake3Path.Vector512)) return Blake3Path.Vector512;
        if (IsAvailable(Blake3Path.Vector256)) return Blake3Path.Vector256;
        return IsAvailable(Blake3Path.Vector128) ? Blake3Path.Vector128 : Blake3Path.Scalar;
    }
}
