using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>The compression function on many chunks or many parent nodes at once, word i of every vector belonging to
/// the i-th of them (BLAKE3 §5.3).</summary>
internal static unsafe class Blake3Wide<TLanes, TVector>
    where TLanes : struct, IBlake3Lanes<TVector>
    where TVector : unmanaged
{
    // Of the widest vector: 16 message words, 16 row offsets, the counters' low and high words, and room to align.
    private const int ScratchSize = (16 * 64) + (16 * 8) + (2 * 64) + 64;

    /// <summary>Chaining values of whole chunks that lie one after another (§2.4).</summary>
    /// <param name="count">1 to the lanes' width.</param>
    /// <param name="output">Receives 32 bytes for each chunk.</param>
    public static void Chunks(byte* input, int count, uint* key, ulong counter, uint flags, byte* output) =>
        Run(input, count, ChunkSize, ChunkSize / BlockSize, key, counter, 1, flags, ChunkStart, ChunkEnd, output);

    /// <summary>Chaining values of parent nodes (§2.5).</summary>
    /// <param name="input">Pairs of chaining values; <paramref name="output"/> may overlap it from its beginning.</param>
    public static void Parents(byte* input, int count, uint* key, uint flags, byte* output) =>
        Run(input, count, BlockSize, 1, key, 0, 0, flags | Parent, 0, 0, output);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(byte* input, int count, nint stride, int blocks, uint* key, ulong counter, uint counterStep,
        uint flags, uint startFlags, uint endFlags, byte* output)
    {
        var unaligned = stackalloc byte[ScratchSize];
        var message = (byte*)(((nuint)unaligned + 63) & ~(nuint)63);
        var offsets = (nint*)(message + 1024);
        var counterLow = (uint*)(offsets + 16);
        var counterHigh = counterLow + 16;
        for (var i = 0; i < TLanes.Width; i++)
        {
            // A batch that is not full repeats its last member in the lanes that are left.
            offsets[i] = Math.Min(i, count - 1) * stride;
            var laneCounter = counter + ((uint)i * counterStep);
            counterLow[i] = (uint)laneCounter;
            counterHigh[i] = (uint)(laneCounter >> 32);
        }

        var h0 = TLanes.Broadcast(key[0]);
        var h1 = TLanes.Broadcast(key[1]);
        var h2 = TLanes.Broadcast(key[2]);
        var h3 = TLanes.Broadcast(key[3]);
        var h4 = TLanes.Broadcast(key[4]);
        var h5 = TLanes.Broadcast(key[5]);
        var h6 = TLanes.Broadcast(key[6]);
        var h7 = TLanes.Broadcast(key[7]);
        fixed (byte* schedule = Schedule)
        {
            for (var block = 0; block < blocks; block++)
            {
                var blockFlags = flags | (block == 0 ? startFlags : 0) | (block == blocks - 1 ? endFlags : 0);
                LoadMessage(input + (block * BlockSize), offsets, message);
                if (blocks > 1) Prefetch(input + (block * BlockSize) + (stride * TLanes.Width), offsets);

                TVector v0 = h0, v1 = h1, v2 = h2, v3 = h3, v4 = h4, v5 = h5, v6 = h6, v7 = h7;
                var v8 = TLanes.Broadcast(IV0);
                var v9 = TLanes.Broadcast(IV1);
                var v10 = TLanes.Broadcast(IV2);
                var v11 = TLanes.Broadcast(IV3);
                var v12 = TLanes.Load(counterLow);
                var v13 = TLanes.Load(counterHigh);
                var v14 = TLanes.Broadcast(BlockSize);
                var v15 = TLanes.Broadcast(blockFlags);

                for (var s = schedule; s < schedule + (Rounds * 16); s += 16)
                {
                    TLanes.FourG(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7,
                        ref v8, ref v9, ref v10, ref v11, ref v12, ref v13, ref v14, ref v15, message, s);
                    TLanes.FourG(ref v0, ref v1, ref v2, ref v3, ref v5, ref v6, ref v7, ref v4,
                        ref v10, ref v11, ref v8, ref v9, ref v15, ref v12, ref v13, ref v14, message, s + 8);
                }

                h0 = TLanes.Xor(v0, v8);
                h1 = TLanes.Xor(v1, v9);
                h2 = TLanes.Xor(v2, v10);
                h3 = TLanes.Xor(v3, v11);
                h4 = TLanes.Xor(v4, v12);
                h5 = TLanes.Xor(v5, v13);
                h6 = TLanes.Xor(v6, v14);
                h7 = TLanes.Xor(v7, v15);
            }
        }

        // The message's room serves for the lanes' chaining values, of which the first `count` are wanted.
        StoreFour(h0, h1, h2, h3, message);
        StoreFour(h4, h5, h6, h7, message + 16);
        Unsafe.CopyBlockUnaligned(output, message, (uint)count * 32);
        for (var i = 0; i < 16; i++) TLanes.Store(TLanes.Broadcast(0), message + (i * sizeof(TVector)));
    }

    /// <summary>Asks for the same block of the next batch's chunks. The processor does not foresee 16 streams that end after
    /// 1 KiB; told of them, it hashes what is not in its caches a third faster. Addresses past the input do no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* rows, nint* offsets)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < TLanes.Width; i++) Sse.Prefetch0(rows + offsets[i]);
    }

    /// <summary>Transposes one block of every row into 16 vectors of message words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadMessage(byte* rows, nint* offsets, byte* message)
    {
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var a = TLanes.JoinRows(rows, offsets);
            var b = TLanes.JoinRows(rows, offsets + 1);
            var c = TLanes.JoinRows(rows, offsets + 2);
            var d = TLanes.JoinRows(rows, offsets + 3);
            Transpose(ref a, ref b, ref c, ref d);
            TLanes.Store(a, message);
            TLanes.Store(b, message + sizeof(TVector));
            TLanes.Store(c, message + (2 * sizeof(TVector)));
            TLanes.Store(d, message + (3 * sizeof(TVector)));
            rows += 16;
            message += 4 * sizeof(TVector);
        }
    }

    /// <summary>Writes four words of every lane's chaining value, 32 bytes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(TVector a, TVector b, TVector c, TVector d, byte* destination)
    {
        Transpose(ref a, ref b, ref c, ref d);
        TLanes.SplitRows(a, destination, 32);
        TLanes.SplitRows(b, destination + 32, 32);
        TLanes.SplitRows(c, destination + 64, 32);
        TLanes.SplitRows(d, destination + 96, 32);
    }

    /// <summary>Transposes 4 × 4 words within each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
    {
        var ab01 = TLanes.UnpackLow(a, b);
        var ab23 = TLanes.UnpackHigh(a, b);
        var cd01 = TLanes.UnpackLow(c, d);
        var cd23 = TLanes.UnpackHigh(c, d);
        a = TLanes.UnpackLowPairs(ab01, cd01);
        b = TLanes.UnpackHighPairs(ab01, cd01);
        c = TLanes.UnpackLowPairs(ab23, cd23);
        d = TLanes.UnpackHighPairs(ab23, cd23);
    }
}
