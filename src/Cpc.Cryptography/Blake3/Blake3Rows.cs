using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>The compression function on one block, a vector for each row of the 4 × 4 state (BLAKE3 §2.2).</summary>
internal static unsafe class Blake3Rows
{
    // Rows of message words for a round's four steps: the first and second words of the columns' G, then those of the
    // diagonals', which begin at the fourth diagonal because row b stays in place (see Round).
    private static Vector512<uint> FirstRound => Vector512.Create(
        0u, 2, 4, 6, 1, 3, 5, 7, 14, 8, 10, 12, 15, 9, 11, 13);

    // Table 2's permutation in terms of those positions, so that each round's words come from the round before.
    private static Vector512<uint> NextRound => Vector512.Create(
        1u, 5, 7, 2, 3, 10, 0, 15, 12, 4, 11, 13, 9, 14, 6, 8);

    /// <summary>Compresses whole blocks of one chunk, or of a parent node, into the chaining value.</summary>
    /// <param name="cv">8 words, read and overwritten.</param>
    /// <param name="firstFlags">Set on the first block only; likewise <paramref name="lastFlags"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(uint* cv, byte* blocks, int count, int lastLength, ulong counter,
        uint flags, uint firstFlags, uint lastFlags)
    {
        var h0 = Vector128.Load(cv);
        var h1 = Vector128.Load(cv + 4);
        for (var i = 0; i < count; i++)
        {
            var last = i == count - 1;
            var blockFlags = flags | (i == 0 ? firstFlags : 0) | (last ? lastFlags : 0);
            var a = h0;
            var b = h1;
            Rounds7(ref a, ref b, out var c, out var d, blocks + (i * BlockSize), last ? lastLength : BlockSize, counter, blockFlags);
            h0 = a ^ c;
            h1 = b ^ d;
        }

        h0.Store(cv);
        h1.Store(cv + 4);
    }

    /// <summary>All 64 bytes of the output (§2.6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(uint* cv, byte* block, int blockLength, ulong counter, uint flags, uint* output)
    {
        var h0 = Vector128.Load(cv);
        var h1 = Vector128.Load(cv + 4);
        var a = h0;
        var b = h1;
        Rounds7(ref a, ref b, out var c, out var d, block, blockLength, counter, flags);
        (a ^ c).Store(output);
        (b ^ d).Store(output + 4);
        (c ^ h0).Store(output + 8);
        (d ^ h1).Store(output + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds7(ref Vector128<uint> a, ref Vector128<uint> b, out Vector128<uint> c, out Vector128<uint> d,
        byte* block, int blockLength, ulong counter, uint flags)
    {
        c = Vector128.Create(IV0, IV1, IV2, IV3);
        d = Vector128.Create((uint)counter, (uint)(counter >> 32), (uint)blockLength, flags);
        if (Avx512F.IsSupported)
        {
            var m = Avx512F.PermuteVar16x32(Vector512.Load((uint*)block), FirstRound);
            for (var round = 0; round < Rounds; round++)
            {
                Round(ref a, ref b, ref c, ref d, m.GetLower().GetLower(), m.GetLower().GetUpper(),
                    m.GetUpper().GetLower(), m.GetUpper().GetUpper());
                m = Avx512F.PermuteVar16x32(m, NextRound);
            }
        }
        else
        {
            var m = (uint*)block;
            fixed (byte* schedule = Schedule)
            {
                for (var s = schedule; s < schedule + (Rounds * 16); s += 16)
                {
                    Round(ref a, ref b, ref c, ref d,
                        Vector128.Create(m[s[0]], m[s[2]], m[s[4]], m[s[6]]),
                        Vector128.Create(m[s[1]], m[s[3]], m[s[5]], m[s[7]]),
                        Vector128.Create(m[s[14]], m[s[8]], m[s[10]], m[s[12]]),
                        Vector128.Create(m[s[15]], m[s[9]], m[s[11]], m[s[13]]));
                }
            }
        }
    }

    /// <summary>One round (§2.2): G on the columns, then on the diagonals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d,
        Vector128<uint> m0, Vector128<uint> m1, Vector128<uint> m2, Vector128<uint> m3)
    {
        G(ref a, ref b, ref c, ref d, m0, m1);

        // The diagonals become columns. Row b, which is ready last, stays and the others turn around it.
        a = Vector128.Shuffle(a, Vector128.Create(3u, 0, 1, 2));
        c = Vector128.Shuffle(c, Vector128.Create(1u, 2, 3, 0));
        d = Vector128.Shuffle(d, Vector128.Create(2u, 3, 0, 1));
        G(ref a, ref b, ref c, ref d, m2, m3);
        a = Vector128.Shuffle(a, Vector128.Create(1u, 2, 3, 0));
        c = Vector128.Shuffle(c, Vector128.Create(3u, 0, 1, 2));
        d = Vector128.Shuffle(d, Vector128.Create(2u, 3, 0, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void G(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d,
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
}
