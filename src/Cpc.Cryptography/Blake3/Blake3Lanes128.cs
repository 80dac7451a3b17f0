using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cpc.Cryptography;

/// <summary>4 chunks side by side, with SSE4.1 or ARM's AdvSimd.</summary>
internal readonly unsafe struct Blake3Lanes128 : IBlake3Lanes<Vector128<uint>>
{
    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Broadcast(uint word) => Vector128.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Load(uint* words) => Vector128.Load(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<uint> vector, void* destination) => vector.Store((uint*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Xor(Vector128<uint> a, Vector128<uint> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void G(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d,
        Vector128<uint> x, Vector128<uint> y)
    {
        a = a + x + b;
        d = Blake3Rotate.Right16(d ^ a);
        c += d;
        b = Blake3Rotate.Right12(b ^ c);
        a = a + y + b;
        d = Blake3Rotate.Right8(d ^ a);
        c += d;
        b = Blake3Rotate.Right7(b ^ c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourG(
        ref Vector128<uint> a0, ref Vector128<uint> a1, ref Vector128<uint> a2, ref Vector128<uint> a3,
        ref Vector128<uint> b0, ref Vector128<uint> b1, ref Vector128<uint> b2, ref Vector128<uint> b3,
        ref Vector128<uint> c0, ref Vector128<uint> c1, ref Vector128<uint> c2, ref Vector128<uint> c3,
        ref Vector128<uint> d0, ref Vector128<uint> d1, ref Vector128<uint> d2, ref Vector128<uint> d3,
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
    public static Vector128<uint> JoinRows(byte* rows, nint* offsets) => Vector128.Load((uint*)(rows + offsets[0]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitRows(Vector128<uint> vector, byte* destination, nint stride) => vector.Store((uint*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> UnpackLow(Vector128<uint> a, Vector128<uint> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> UnpackHigh(Vector128<uint> a, Vector128<uint> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> UnpackLowPairs(Vector128<uint> a, Vector128<uint> b) =>
        Sse2.IsSupported
            ? Sse2.UnpackLow(a.AsUInt64(), b.AsUInt64()).AsUInt32()
            : AdvSimd.Arm64.ZipLow(a.AsUInt64(), b.AsUInt64()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> UnpackHighPairs(Vector128<uint> a, Vector128<uint> b) =>
        Sse2.IsSupported
            ? Sse2.UnpackHigh(a.AsUInt64(), b.AsUInt64()).AsUInt32()
            : AdvSimd.Arm64.ZipHigh(a.AsUInt64(), b.AsUInt64()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Word(byte* m, byte index) => Vector128.Load((uint*)(m + (index * 16)));
}
