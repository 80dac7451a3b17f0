using System.Buffers.Binary;

namespace Cpc.SecureMemory;

/// <summary>
/// The slots of one pool in the slab. A record is: seal counter u64, 8 bytes of nothing, sealed content, tag. The counter
/// outlives the slot's users, so that no nonce comes twice.
/// </summary>
internal sealed unsafe class SlotTable
{
    private const int HeaderSize = 16;

    private readonly byte* _start;
    private readonly int _stride;
    private readonly uint _firstNumber;
    private readonly int[] _free;
    private int _freeCount;

    public SlotTable(SlotPool pool, byte* start, uint firstNumber)
    {
        SlotSize = pool.SlotSize;
        _start = start;
        _stride = StrideFor(pool);
        _firstNumber = firstNumber;
        _free = new int[pool.Count];
        _freeCount = pool.Count;
        for (var i = 0; i < pool.Count; i++) _free[i] = pool.Count - 1 - i;
    }

    public int SlotSize { get; }

    public int InUse => _free.Length - _freeCount;

    public static long SizeFor(SlotPool pool) => (long)pool.Count * StrideFor(pool);

    /// <summary>Takes a free slot; the caller holds the storage's lock.</summary>
    /// <returns>False when all are in use.</returns>
    public bool TryTake(out uint number)
    {
        number = 0;
        if (_freeCount == 0) return false;
        number = _firstNumber + (uint)_free[--_freeCount];
        return true;
    }

    /// <summary>Erases a slot and makes it free; the caller holds the storage's lock.</summary>
    public void GiveBack(uint number)
    {
        Sealed(number, SlotSize).Clear();
        _free[_freeCount++] = (int)(number - _firstNumber);
    }

    /// <summary>The sealed content with its tag: size + 16 bytes.</summary>
    public Span<byte> Sealed(uint number, int size) =>
        new(Record(number) + HeaderSize, size + Cryptography.XChaCha20Poly1305.TagSize);

    /// <summary>How often the slot was sealed, by all its users together.</summary>
    public ulong Counter(uint number) => BinaryPrimitives.ReadUInt64BigEndian(new ReadOnlySpan<byte>(Record(number), 8));

    /// <summary>Counts one more seal.</summary>
    public ulong NextCounter(uint number)
    {
        var next = Counter(number) + 1;
        BinaryPrimitives.WriteUInt64BigEndian(new Span<byte>(Record(number), 8), next);
        return next;
    }

    private static int StrideFor(SlotPool pool) => (HeaderSize + pool.SlotSize + Cryptography.XChaCha20Poly1305.TagSize + 63) & ~63;

    private byte* Record(uint number) => _start + ((number - _firstNumber) * (long)_stride);
}
