using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cpc.Cryptography;

/// <summary>8 chunks side by side, with AVX2.</summary>
internal readonly unsafe struct Blake3Lanes256 : IBlake3Lanes<Vector256<uint>>
{
    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Broadcast(uint word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Load(uint* words) => Vector256.Load(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> vector, void* destination) => vector.Store((uint*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Xor(Vector256<uint> a, Vector256<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourG(
        ref Vector256<uint> a0, ref Vector256<uint> a1, ref Vector256<uint> a2, ref Vector256<uint> a3,
        ref Vector256<uint> b0, ref Vector256<uint> b1, ref Vector256<uint> b2, ref Vector256<uint> b3,
        ref Vector256<uint> c0, ref Vector256<uint> c1, ref Vector256<uint> c2, ref Vector256<uint> c3,
        ref Vector256<uint> d0, ref Vector256<uint> d1, ref Vector256<uint> d2, ref Vector256<uint> d3,
        byte* m, byte* s)
    {
        a0 += Word(m, s[0]);
        a1 += Word(m, s[2]);
        a2 += Word(m, s[4]);
        a3 += Word(m, s[6]);
        a0 += b0;
        a1 += b1;
        a2 += b2;
        a3 += b3;
        d0 ^= a0;
        d1 ^= a1;
        d2 ^= a2;
        d3 ^= a3;
        d0 = Blake3Rotate.Right16(d0);
        d1 = Blake3Rotate.Right16(d1);
        d2 = Blake3Rotate.Right16(d2);
        d3 = Blake3Rotate.Right16(d3);
        c0 += d0;
        c1 += d1;
        c2 += d2;
        c3 += d3;
        b0 ^= c0;
        b1 ^= c1;
        b2 ^= c2;
        b3 ^= c3;
        b0 = Blake3Rotate.Right12(b0);
        b1 = Blake3Rotate.Right12(b1);
        b2 = Blake3Rotate.Right12(b2);
        b3 = Blake3Rotate.Right12(b3);

        a0 += Word(m, s[1]);
        a1 += Word(m, s[3]);
        a2 += Word(m, s[5]);
        a3 += Word(m, s[7]);
        a0 += b0;
        a1 += b1;
        a2 += b2;
        a3 += b3;
        d0 ^= a0;
        d1 ^= a1;
        d2 ^= a2;
        d3 ^= a3;
        d0 = Blake3Rotate.Right8(d0);
        d1 = Blake3Rotate.Right8(d1);
        d2 = Blake3Rotate.Right8(d2);
        d3 = Blake3Rotate.Right8(d3);
        c0 += d0;
        c1 += d1;
        c2 += d2;
        c3 += d3;
        b0 ^= c0;
        b1 ^= c1;
        b2 ^= c2;
        b3 ^= c3;
        b0 = Blake3Rotate.Right7(b0);
        b1 = Blake3Rotate.Right7(b1);
        b2 = Blake3Rotate.Right7(b2);
        b3 = Blake3Rotate.Right7(b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> JoinRows(byte* rows, nint* offsets) =>
        Avx2.InsertVector128(
            Vector128.Load((uint*)(rows + offsets[0])).ToVector256Unsafe(),
            Vector128.Load((uint*)(rows + offsets[4])),
            1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitRows(Vector256<uint> vector, byte* destination, nint stride)
    {
        vector.GetLower().Store((uint*)destination);
        vector.GetUpper().Store((uint*)(destination + (4 * stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> UnpackLow(Vector256<uint> a, Vector256<uint> b) => Avx2.UnpackLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> UnpackHigh(Vector256<uint> a, Vector256<uint> b) => Avx2.UnpackHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> UnpackLowPairs(Vector256<uint> a, Vector256<uint> b) =>
        Avx2.UnpackLow(a.AsUInt64(), b.AsUInt64()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> UnpackHighPairs(Vector256<uint> a, Vector256<uint> b) =>
        Avx2.UnpackHigh(a.AsUInt64(), b.AsUInt64()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Word(byte* m, byte index) => Vector256.Load((uint*)(m + (index * 32)));
}
