using System.Numerics;
using System.Runtime.CompilerServices;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>The compression function as the specification writes it (BLAKE3 §2.2), for machines without vectors.</summary>
internal static unsafe class Blake3Scalar
{
    /// <inheritdoc cref="Blake3Rows.Compress"/>
    [SkipLocalsInit]
    public static void Compress(uint* cv, byte* blocks, int count, int lastLength, ulong counter,
        uint flags, uint firstFlags, uint lastFlags)
    {
        var output = stackalloc uint[16];
        for (var i = 0; i < count; i++)
        {
            var last = i == count - 1;
            var blockFlags = flags | (i == 0 ? firstFlags : 0) | (last ? lastFlags : 0);
            Expand(cv, blocks + (i * BlockSize), last ? lastLength : BlockSize, counter, blockFlags, output);
            Unsafe.CopyBlock(cv, output, 32);
        }

        new Span<uint>(output, 16).Clear();
    }

    /// <summary>All 64 bytes of the output (§2.6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(uint* cv, byte* block, int blockLength, ulong counter, uint flags, uint* output)
    {
        var m = (uint*)block;
        uint v0 = cv[0], v1 = cv[1], v2 = cv[2], v3 = cv[3], v4 = cv[4], v5 = cv[5], v6 = cv[6], v7 = cv[7];
        uint v8 = IV0, v9 = IV1, v10 = IV2, v11 = IV3;
        uint v12 = (uint)counter, v13 = (uint)(counter >> 32), v14 = (uint)blockLength, v15 = flags;

        fixed (byte* schedule = Schedule)
        {
            for (var s = schedule; s < schedule + (Rounds * 16); s += 16)
            {
                G(ref v0, ref v4, ref v8, ref v12, m[s[0]], m[s[1]]);
                G(ref v1, ref v5, ref v9, ref v13, m[s[2]], m[s[3]]);
                G(ref v2, ref v6, ref v10, ref v14, m[s[4]], m[s[5]]);
                G(ref v3, ref v7, ref v11, ref v15, m[s[6]], m[s[7]]);
                G(ref v0, ref v5, ref v10, ref v15, m[s[8]], m[s[9]]);
                G(ref v1, ref v6, ref v11, ref v12, m[s[10]], m[s[11]]);
                G(ref v2, ref v7, ref v8, ref v13, m[s[12]], m[s[13]]);
                G(ref v3, ref v4, ref v9, ref v14, m[s[14]], m[s[15]]);
            }
        }

        output[0] = v0 ^ v8;
        output[1] = v1 ^ v9;
        output[2] = v2 ^ v10;
        output[3] = v3 ^ v11;
        output[4] = v4 ^ v12;
        output[5] = v5 ^ v13;
        output[6] = v6 ^ v14;
        output[7] = v7 ^ v15;
        output[8] = v8 ^ cv[0];
        output[9] = v9 ^ cv[1];
        output[10] = v10 ^ cv[2];
        output[11] = v11 ^ cv[3];
        output[12] = v12 ^ cv[4];
        output[13] = v13 ^ cv[5];
        output[14] = v14 ^ cv[6];
        output[15] = v15 ^ cv[7];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void G(ref uint a, ref uint b, ref uint c, ref uint d, uint x, uint y)
    {
        a = a + x + b;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 12);
        a = a + y + b;
        d = BitOperations.RotateRight(d ^ a, 8);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 7);
    }
}
