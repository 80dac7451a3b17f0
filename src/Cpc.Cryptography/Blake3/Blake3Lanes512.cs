using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cpc.Cryptography;

/// <summary>16 chunks side by side, with AVX-512.</summary>
internal readonly unsafe struct Blake3Lanes512 : IBlake3Lanes<Vector512<uint>>
{
    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Broadcast(uint word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Load(uint* words) => Vector512.Load(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<uint> vector, void* destination) => vector.Store((uint*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Xor(Vector512<uint> a, Vector512<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void G(ref Vector512<uint> a, ref Vector512<uint> b, ref Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> x, Vector512<uint> y)
    {
        a = a + x + b;
        d = Avx512F.RotateRight(d ^ a, 16);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 12);
        a = a + y + b;
        d = Avx512F.RotateRight(d ^ a, 8);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> JoinRows(byte* rows, nint* offsets)
    {
        var joined = Vector128.Load((uint*)(rows + offsets[0])).ToVector256Unsafe().ToVector512Unsafe();
        joined = Avx512F.InsertVector128(joined, Vector128.Load((uint*)(rows + offsets[4])), 1);
        joined = Avx512F.InsertVector128(joined, Vector128.Load((uint*)(rows + offsets[8])), 2);
        return Avx512F.InsertVector128(joined, Vector128.Load((uint*)(rows + offsets[12])), 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitRows(Vector512<uint> vector, byte* destination, nint stride)
    {
        Avx512F.ExtractVector128(vector, 0).Store((uint*)destination);
        Avx512F.ExtractVector128(vector, 1).Store((uint*)(destination + (4 * stride)));
        Avx512F.ExtractVector128(vector, 2).Store((uint*)(destination + (8 * stride)));
        Avx512F.ExtractVector128(vector, 3).Store((uint*)(destination + (12 * stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> UnpackLow(Vector512<uint> a, Vector512<uint> b) => Avx512F.UnpackLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> UnpackHigh(Vector512<uint> a, Vector512<uint> b) => Avx512F.UnpackHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> UnpackLowPairs(Vector512<uint> a, Vector512<uint> b) =>
        Avx512F.UnpackLow(a.AsUInt64(), b.AsUInt64()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> UnpackHighPairs(Vector512<uint> a, Vector512<uint> b) =>
        Avx512F.UnpackHigh(a.AsUInt64(), b.AsUInt64()).AsUInt32();
}
