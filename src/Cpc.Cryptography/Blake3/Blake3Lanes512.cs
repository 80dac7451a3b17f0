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
    public static void FourG(
        ref Vector512<uint> a0, ref Vector512<uint> a1, ref Vector512<uint> a2, ref Vector512<uint> a3,
        ref Vector512<uint> b0, ref Vector512<uint> b1, ref Vector512<uint> b2, ref Vector512<uint> b3,
        ref Vector512<uint> c0, ref Vector512<uint> c1, ref Vector512<uint> c2, ref Vector512<uint> c3,
        ref Vector512<uint> d0, ref Vector512<uint> d1, ref Vector512<uint> d2, ref Vector512<uint> d3,
        byte* m, byte* s)
    {
        // The second pair follows one step behind the first: only two of the four vector units rotate, and so the others
        // have something to add meanwhile.
        a0 += Word(m, s[0]);
        a1 += Word(m, s[2]);
        a0 += b0;
        a1 += b1;
        a2 += Word(m, s[4]);
        a3 += Word(m, s[6]);
        d0 ^= a0;
        d1 ^= a1;
        a2 += b2;
        a3 += b3;
        d0 = Avx512F.RotateRight(d0, 16);
        d1 = Avx512F.RotateRight(d1, 16);
        d2 ^= a2;
        d3 ^= a3;
        c0 += d0;
        c1 += d1;
        d2 = Avx512F.RotateRight(d2, 16);
        d3 = Avx512F.RotateRight(d3, 16);
        b0 ^= c0;
        b1 ^= c1;
        c2 += d2;
        c3 += d3;
        b0 = Avx512F.RotateRight(b0, 12);
        b1 = Avx512F.RotateRight(b1, 12);
        b2 ^= c2;
        b3 ^= c3;
        a0 += Word(m, s[1]);
        a1 += Word(m, s[3]);
        b2 = Avx512F.RotateRight(b2, 12);
        b3 = Avx512F.RotateRight(b3, 12);
        a0 += b0;
        a1 += b1;
        a2 += Word(m, s[5]);
        a3 += Word(m, s[7]);
        d0 ^= a0;
        d1 ^= a1;
        a2 += b2;
        a3 += b3;
        d0 = Avx512F.RotateRight(d0, 8);
        d1 = Avx512F.RotateRight(d1, 8);
        d2 ^= a2;
        d3 ^= a3;
        c0 += d0;
        c1 += d1;
        d2 = Avx512F.RotateRight(d2, 8);
        d3 = Avx512F.RotateRight(d3, 8);
        b0 ^= c0;
        b1 ^= c1;
        c2 += d2;
        c3 += d3;
        b0 = Avx512F.RotateRight(b0, 7);
        b1 = Avx512F.RotateRight(b1, 7);
        b2 ^= c2;
        b3 ^= c3;
        b2 = Avx512F.RotateRight(b2, 7);
        b3 = Avx512F.RotateRight(b3, 7);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Word(byte* m, byte index) => Vector512.Load((uint*)(m + (index * 64)));
}
