using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>
/// MKSKIPPED (Double Ratchet §4.3) in a span of secret memory: count u32, then entries, oldest first:
/// header key 32, message key 32, n u32, stored at i64 (Unix ms).
/// </summary>
internal readonly ref struct SkippedKeys(Span<byte> memory)
{
    /// <summary>Size of one entry in bytes.</summary>
    public const int EntrySize = 32 + 32 + 4 + 8;

    private readonly Span<byte> _memory = memory;

    /// <summary>Size in bytes of a store of so many keys.</summary>
    public static int SizeFor(int capacity) => 4 + (capacity * EntrySize);

    /// <summary>There is memory to keep keys in.</summary>
    public bool Exists => _memory.Length > 0;

    public static int ReadCount(ReadOnlySpan<byte> memory) => (int)BinaryPrimitives.ReadUInt32LittleEndian(memory);

    public static ReadOnlySpan<byte> ReadHeaderKey(ReadOnlySpan<byte> memory, int index) => memory.Slice(4 + (index * EntrySize), 32);

    public int Count
    {
        get => (int)BinaryPrimitives.ReadUInt32LittleEndian(_memory);
        private set => BinaryPrimitives.WriteUInt32LittleEndian(_memory, (uint)value);
    }

    private int Capacity => (_memory.Length - 4) / EntrySize;

    public ReadOnlySpan<byte> HeaderKey(int index) => Entry(index)[..32];

    public ReadOnlySpan<byte> MessageKey(int index) => Entry(index).Slice(32, 32);

    /// <returns>The index of the key, or -1.</returns>
    public int Find(ReadOnlySpan<byte> headerKey, uint n)
    {
        if (!Exists) return -1;
        for (var i = Count - 1; i >= 0; i--)
        {
            if (Number(i) == n && CryptographicOperations.FixedTimeEquals(HeaderKey(i), headerKey)) return i;
        }

        return -1;
    }

    /// <summary>Stores a key; when full, the oldest is evicted: refusing instead would let one gap block all later ones.</summary>
    public void Add(ReadOnlySpan<byte> headerKey, ReadOnlySpan<byte> messageKey, uint n, DateTimeOffset now)
    {
        if (Count == Capacity) RemoveAt(0);
        var entry = Entry(Count++);
        headerKey.CopyTo(entry);
        messageKey.CopyTo(entry[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[64..], n);
        BinaryPrimitives.WriteInt64LittleEndian(entry[68..], now.ToUnixTimeMilliseconds());
    }

    public void RemoveAt(int index)
    {
        var last = Count - 1;
        _memory.Slice(4 + ((index + 1) * EntrySize), (last - index) * EntrySize).CopyTo(_memory[(4 + (index * EntrySize))..]);
        CryptographicOperations.ZeroMemory(Entry(last));
        Count = last;
    }

    /// <summary>Erases keys stored before a point in time.</summary>
    public void RemoveBefore(DateTimeOffset time)
    {
        var limit = time.ToUnixTimeMilliseconds();
        while (Count > 0 && BinaryPrimitives.ReadInt64LittleEndian(Entry(0)[68..]) < limit) RemoveAt(0);
    }

    public uint Number(int index) => BinaryPrimitives.ReadUInt32LittleEndian(Entry(index)[64..]);

    private Span<byte> Entry(int index) => _memory.Slice(4 + (index * EntrySize), EntrySize);
}
