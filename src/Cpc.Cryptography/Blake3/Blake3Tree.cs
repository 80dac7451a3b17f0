using System.Numerics;
using System.Runtime.CompilerServices;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>The binary tree over the chunks (BLAKE3 §2.1): every left subtree is full, and as large as it can be.</summary>
internal static unsafe class Blake3Tree
{
    /// <summary>Chunks taken in one piece, and the most chaining values a subtree comes back as.</summary>
    private const int MaxWidth = 16;

    /// <summary>The root of an input that lies in memory as a whole.</summary>
    [SkipLocalsInit]
    public static void Root(Blake3Path path, byte* input, int length, uint* key, uint flags, out Blake3Node root)
    {
        if (length <= ChunkSize)
        {
            ChunkNode(path, input, length, key, 0, flags, out root);
            return;
        }

        var children = stackalloc byte[2 * 32];
        RootChildren(path, input, length, key, 0, flags, children);
        root = default;
        root.SetParent(children, key, flags);
        new Span<byte>(children, 2 * 32).Clear();
    }

    /// <summary>The node of a chunk of 0 to 1,024 bytes (§2.4).</summary>
    [SkipLocalsInit]
    public static void ChunkNode(Blake3Path path, byte* chunk, int length, uint* key, ulong counter, uint flags, out Blake3Node node)
    {
        var cv = stackalloc uint[KeyWords];
        for (var i = 0; i < KeyWords; i++) cv[i] = key[i];
        var before = length == 0 ? 0 : (length - 1) / BlockSize;
        if (before > 0) Blake3Compression.Compress(path, cv, chunk, before, BlockSize, counter, flags, ChunkStart, 0);
        var start = before == 0 ? ChunkStart : 0;
        node = default;
        node.Set(cv, chunk + (before * BlockSize), length - (before * BlockSize), counter, flags | start | ChunkEnd);
        new Span<uint>(cv, KeyWords).Clear();
    }

    /// <summary>The two chaining values below the top of a subtree of more than one chunk.</summary>
    /// <param name="children">Receives 64 bytes.</param>
    [SkipLocalsInit]
    public static void RootChildren(Blake3Path path, byte* input, int length, uint* key, ulong counter, uint flags, byte* children)
    {
        var cvs = stackalloc byte[MaxWidth * 32];
        var count = Subtree(path, input, length, key, counter, flags, cvs);
        while (count > 2) count = Level(path, cvs, count, key, flags, cvs);
        Unsafe.CopyBlockUnaligned(children, cvs, 2 * 32);
        new Span<byte>(cvs, MaxWidth * 32).Clear();
    }

    /// <summary>One level of a subtree as high up as it still has at most 16 nodes: higher levels would leave lanes empty.</summary>
    /// <param name="output">Receives 32 bytes for each of 1 to 16 chaining values.</param>
    /// <returns>How many; at least two when the subtree has more than one chunk.</returns>
    [SkipLocalsInit]
    public static int Subtree(Blake3Path path, byte* input, int length, uint* key, ulong counter, uint flags, byte* output)
    {
        if (length <= MaxWidth * ChunkSize) return Leaves(path, input, length, key, counter, flags, output);

        var left = LeftLength(length);
        var cvs = stackalloc byte[2 * MaxWidth * 32];
        var count = Subtree(path, input, left, key, counter, flags, cvs);
        count += Subtree(path, input + left, length - left, key, counter + (uint)(left / ChunkSize), flags, cvs + (count * 32));
        count = Level(path, cvs, count, key, flags, output);
        new Span<byte>(cvs, 2 * MaxWidth * 32).Clear();
        return count;
    }

    /// <summary>The next level up (§2.5); a node without a sibling rises as it is.</summary>
    /// <param name="output">May be <paramref name="cvs"/>.</param>
    public static int Level(Blake3Path path, byte* cvs, int count, uint* key, uint flags, byte* output)
    {
        var parents = count / 2;
        Blake3Compression.Parents(path, cvs, parents, key, flags, output);
        if (count % 2 == 0) return parents;
        Buffer.MemoryCopy(cvs + (2 * parents * 32), output + (parents * 32), 32, 32);
        return parents + 1;
    }

    /// <summary>Bytes in the left subtree: the largest power of two of chunks that leaves at least a byte (§2.1).</summary>
    private static int LeftLength(int length) =>
        (int)(BitOperations.RoundUpToPowerOf2((uint)((length + ChunkSize - 1) / ChunkSize)) / 2 * ChunkSize);

    private static int Leaves(Blake3Path path, byte* input, int length, uint* key, ulong counter, uint flags, byte* output)
    {
        var whole = length / ChunkSize;
        Blake3Compression.Chunks(path, input, whole, key, counter, flags, output);
        if (length % ChunkSize == 0) return whole;
        ChunkNode(path, input + (whole * ChunkSize), length % ChunkSize, key, counter + (uint)whole, flags, out var node);
        node.ChainingValue(path, output + (whole * 32));
        node.Clear();
        return whole + 1;
    }
}
