using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Cpc.Cryptography;

/// <summary>
/// Erases what functions that have returned left on this thread's stack. Compiled code and libsodium keep copies of
/// secrets in their frames (spilled registers, buffers of a hash), and on a thread that idles afterwards nothing
/// overwrites them (protocol.md §11: found in the memory of an idle node).
/// </summary>
public static class DeadFrames
{
    /// <summary>Deeper than anything but ML-KEM goes, in bytes.</summary>
    public const int Usual = 8 << 10;

    /// <summary>Deeper than libsodium's ML-KEM-768 goes, in bytes.</summary>
    public const int Deep = 64 << 10;

    /// <summary>Overwrites the stack below the caller's frame with zeros.</summary>
    /// <param name="bytes">How much, at most 64 KiB.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Erase(int bytes = Usual)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Deep);
        Span<byte> dead = stackalloc byte[bytes];
        CryptographicOperations.ZeroMemory(dead);
    }
}
