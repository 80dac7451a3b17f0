using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>Subtrees hashed on several threads (BLAKE3 §5.2). Unkeyed: no secrets reach the pool's threads.</summary>
internal static unsafe class Blake3Parallel
{
    /// <summary>Bytes in one piece of work, a power of two of chunks: about 20 µs, well above what handing it over costs.</summary>
    private const int PieceSize = 128 * ChunkSize;

    public static void Hash(Blake3Path path, ReadOnlySpan<byte> input, Span<byte> output, int threads)
    {
        if (threads == 1 || input.Length <= PieceSize)
        {
            Blake3.Hash(path, input, output);
            return;
        }

        var count = ((input.Length - 1) / PieceSize) + 1;
        var chainingValues = new byte[count * 32];
        fixed (byte* bytes = input)
        fixed (byte* cvs = chainingValues)
        fixed (uint* key = InitializationVector)
        {
            // A lambda cannot hold a fixed pointer; the memory stays pinned until Parallel.For has returned.
            var (inputAt, cvsAt, keyAt, length) = ((nint)bytes, (nint)cvs, (nint)key, input.Length);
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
                Piece(path, (byte*)inputAt, length, i, (uint*)keyAt, (byte*)cvsAt + (i * 32)));

            while (count > 2) count = Blake3Tree.Level(path, cvs, count, key, 0, cvs);
            var root = default(Blake3Node);
            root.SetParent(cvs, key, 0);
            root.Output(path, output, 0);
        }
    }

    private static void Piece(Blake3Path path, byte* input, int length, int index, uint* key, byte* output)
    {
        var start = index * PieceSize;
        var size = Math.Min(PieceSize, length - start);
        var counter = (ulong)(start / ChunkSize);
        Blake3Node node;
        if (size <= ChunkSize)
        {
            Blake3Tree.ChunkNode(path, input + start, size, key, counter, 0, out node);
        }
        else
        {
            var children = stackalloc byte[2 * 32];
            Blake3Tree.RootChildren(path, input + start, size, key, counter, 0, children);
            node = default;
            node.SetParent(children, key, 0);
        }

        node.ChainingValue(path, output);
    }
}
