using System.Runtime.Intrinsics;

namespace Cpc.Cryptography;

/// <summary>The compression function (BLAKE3 §2.2) on the path asked for.</summary>
internal static unsafe class Blake3Compression
{
    /// <inheritdoc cref="Blake3Rows.Compress"/>
    public static void Compress(Blake3Path path, uint* cv, byte* blocks, int count, int lastLength, ulong counter,
        uint flags, uint firstFlags, uint lastFlags)
    {
        if (path == Blake3Path.Scalar)
            Blake3Scalar.Compress(cv, blocks, count, lastLength, counter, flags, firstFlags, lastFlags);
        else
            Blake3Rows.Compress(cv, blocks, count, lastLength, counter, flags, firstFlags, lastFlags);
    }

    /// <summary>All 64 bytes of the output (§2.6).</summary>
    public static void Expand(Blake3Path path, uint* cv, byte* block, int blockLength, ulong counter, uint flags, uint* output)
    {
        if (path == Blake3Path.Scalar) Blake3Scalar.Expand(cv, block, blockLength, counter, flags, output);
        else Blake3Rows.Expand(cv, block, blockLength, counter, flags, output);
    }

    /// <summary>Chaining values of whole chunks that lie one after another (§2.4).</summary>
    /// <param name="output">Receives 32 bytes for each chunk.</param>
    public static void Chunks(Blake3Path path, byte* input, int count, uint* key, ulong counter, uint flags, byte* output)
    {
        while (count > 0)
        {
            var batch = Math.Min(count, LanesFor(path, count));
            switch (LanesFor(path, count))
            {
                case 16: Blake3Wide<Blake3Lanes512, Vector512<uint>>.Chunks(input, batch, key, counter, flags, output); break;
                case 8: Blake3Wide<Blake3Lanes256, Vector256<uint>>.Chunks(input, batch, key, counter, flags, output); break;
                case 4: Blake3Wide<Blake3Lanes128, Vector128<uint>>.Chunks(input, batch, key, counter, flags, output); break;
                default: OneChunk(path, input, key, counter, flags, output); break;
            }

            count -= batch;
            input += batch * Blake3Constants.ChunkSize;
            counter += (uint)batch;
            output += batch * 32;
        }
    }

    /// <summary>Chaining values of parent nodes (§2.5).</summary>
    /// <param name="input">Pairs of chaining values; <paramref name="output"/> may be the same memory.</param>
    public static void Parents(Blake3Path path, byte* input, int count, uint* key, uint flags, byte* output)
    {
        while (count > 0)
        {
            var batch = Math.Min(count, LanesFor(path, count));
            switch (LanesFor(path, count))
            {
                case 16: Blake3Wide<Blake3Lanes512, Vector512<uint>>.Parents(input, batch, key, flags, output); break;
                case 8: Blake3Wide<Blake3Lanes256, Vector256<uint>>.Parents(input, batch, key, flags, output); break;
                case 4: Blake3Wide<Blake3Lanes128, Vector128<uint>>.Parents(input, batch, key, flags, output); break;
                default: OneParent(path, input, key, flags, output); break;
            }

            count -= batch;
            input += batch * Blake3Constants.BlockSize;
            output += batch * 32;
        }
    }

    // The narrowest vector that holds all of them, or the widest there is: lanes left empty cost less than a second batch.
    private static int LanesFor(Blake3Path path, int count) => path switch
    {
        Blake3Path.Vector512 when count > 8 => 16,
        >= Blake3Path.Vector256 when count > 4 => 8,
        >= Blake3Path.Vector128 when count > 1 => 4,
        _ => 1,
    };

    private static void OneChunk(Blake3Path path, byte* input, uint* key, ulong counter, uint flags, byte* output)
    {
        var cv = stackalloc uint[8];
        new Span<uint>(key, 8).CopyTo(new Span<uint>(cv, 8));
        Compress(path, cv, input, Blake3Constants.ChunkSize / Blake3Constants.BlockSize, Blake3Constants.BlockSize, counter,
            flags, Blake3Constants.ChunkStart, Blake3Constants.ChunkEnd);
        new Span<uint>(cv, 8).CopyTo(new Span<uint>(output, 8));
        new Span<uint>(cv, 8).Clear();
    }

    private static void OneParent(Blake3Path path, byte* input, uint* key, uint flags, byte* output)
    {
        var cv = stackalloc uint[8];
        new Span<uint>(key, 8).CopyTo(new Span<uint>(cv, 8));
        Compress(path, cv, input, 1, Blake3Constants.BlockSize, 0, flags | Blake3Constants.Parent, 0, 0);
        new Span<uint>(cv, 8).CopyTo(new Span<uint>(output, 8));
        new Span<uint>(cv, 8).Clear();
    }
}
