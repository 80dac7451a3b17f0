using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>A node of the tree before its last compression, when it may still become the root (BLAKE3 §2.6).</summary>
internal unsafe struct Blake3Node
{
    private fixed uint _cv[KeyWords];
    private fixed byte _block[BlockSize];
    private ulong _counter;
    private int _blockLength;
    private uint _flags;

    /// <param name="cv">8 words: the key, or what the chunk's earlier blocks left.</param>
    /// <param name="block">The last block, 0 to 64 bytes; the rest is padded with zeros (§2.4).</param>
    public void Set(uint* cv, byte* block, int blockLength, ulong counter, uint flags)
    {
        for (var i = 0; i < KeyWords; i++) _cv[i] = cv[i];
        fixed (byte* padded = _block)
        {
            new Span<byte>(padded, BlockSize).Clear();
            new Span<byte>(block, blockLength).CopyTo(new Span<byte>(padded, BlockSize));
        }

        _counter = counter;
        _blockLength = blockLength;
        _flags = flags;
    }

    /// <summary>A parent node of two chaining values that lie one after another (§2.5).</summary>
    public void SetParent(byte* children, uint* key, uint flags) => Set(key, children, BlockSize, 0, flags | Parent);

    /// <summary>This node's chaining value, when it is not the root.</summary>
    /// <param name="output">Receives 32 bytes.</param>
    public void ChainingValue(Blake3Path path, byte* output)
    {
        fixed (uint* cv = _cv)
        fixed (byte* block = _block)
        {
            Blake3Compression.Compress(path, cv, block, 1, _blockLength, _counter, _flags, 0, 0);
            Unsafe.CopyBlockUnaligned(output, cv, 32);
        }
    }

    /// <summary>Bytes of the root's output from an offset on: the counter is then that of the output block (§2.6).</summary>
    [SkipLocalsInit]
    public void Output(Blake3Path path, Span<byte> output, ulong offset)
    {
        var expanded = stackalloc uint[BlockSize / sizeof(uint)];
        fixed (uint* cv = _cv)
        fixed (byte* block = _block)
        {
            while (!output.IsEmpty)
            {
                Blake3Compression.Expand(path, cv, block, _blockLength, offset / BlockSize, _flags | Root, expanded);
                var skip = (int)(offset % BlockSize);
                var take = Math.Min(BlockSize - skip, output.Length);
                new Span<byte>((byte*)expanded + skip, take).CopyTo(output);
                output = output[take..];
                offset += (uint)take;
            }
        }

        new Span<byte>(expanded, BlockSize).Clear();
    }

    public void Clear()
    {
        fixed (void* self = &this) CryptographicOperations.ZeroMemory(new Span<byte>(self, sizeof(Blake3Node)));
    }
}
