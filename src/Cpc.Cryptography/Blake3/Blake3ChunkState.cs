using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>A chunk that is not complete yet (BLAKE3 §5.1.1).</summary>
internal unsafe struct Blake3ChunkState
{
    private fixed uint _cv[KeyWords];
    private fixed byte _block[BlockSize];
    private int _blockLength;
    private int _blocksCompressed;

    /// <summary>The number of this chunk, counted from 0.</summary>
    public ulong Counter { get; private set; }

    /// <summary>Bytes taken, 0 to 1,024.</summary>
    public readonly int Length => (_blocksCompressed * BlockSize) + _blockLength;

    public void Start(uint* key, ulong counter)
    {
        for (var i = 0; i < KeyWords; i++) _cv[i] = key[i];
        _blockLength = 0;
        _blocksCompressed = 0;
        Counter = counter;
    }

    /// <summary>Takes as many bytes as the chunk has room for. A full block waits: it may be the chunk's last.</summary>
    /// <returns>How many were taken.</returns>
    public int Fill(Blake3Path path, byte* input, int length, uint flags)
    {
        var taken = Math.Min(length, ChunkSize - Length);
        var left = taken;
        fixed (byte* block = _block)
        {
            while (left > 0)
            {
                if (_blockLength == BlockSize)
                {
                    Compress(path, block, 1, flags);
                    _blockLength = 0;
                }

                if (_blockLength == 0 && left > BlockSize)
                {
                    var whole = (left - 1) / BlockSize;
                    Compress(path, input, whole, flags);
                    input += whole * BlockSize;
                    left -= whole * BlockSize;
                }

                var size = Math.Min(left, BlockSize - _blockLength);
                new Span<byte>(input, size).CopyTo(new Span<byte>(block + _blockLength, size));
                _blockLength += size;
                input += size;
                left -= size;
            }
        }

        return taken;
    }

    /// <summary>The chunk as it would be if no more came.</summary>
    public void Node(out Blake3Node node, uint flags)
    {
        var start = _blocksCompressed == 0 ? ChunkStart : 0;
        node = default;
        fixed (uint* cv = _cv)
        fixed (byte* block = _block)
        {
            node.Set(cv, block, _blockLength, Counter, flags | start | ChunkEnd);
        }
    }

    private void Compress(Blake3Path path, byte* blocks, int count, uint flags)
    {
        var start = _blocksCompressed == 0 ? ChunkStart : 0;
        fixed (uint* cv = _cv) Blake3Compression.Compress(path, cv, blocks, count, BlockSize, Counter, flags, start, 0);
        _blocksCompressed += count;
    }
}
