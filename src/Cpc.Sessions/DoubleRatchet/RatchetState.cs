using System.Buffers.Binary;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>
/// The ratchet's variables (Double Ratchet §4.3) laid out in one span of secret memory, so that a session can be
/// sealed and erased as a whole. "None" is a cleared flag.
/// </summary>
internal readonly ref struct RatchetState(Span<byte> memory)
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 384;

    private const int K = RatchetKdf.KeySize;
    private readonly Span<byte> _memory = memory[..Size];

    /// <summary>Root key.</summary>
    public Span<byte> RK => _memory[..K];

    /// <summary>Sending chain key.</summary>
    public Span<byte> CKs => _memory.Slice(K, K);

    /// <summary>Receiving chain key.</summary>
    public Span<byte> CKr => _memory.Slice(2 * K, K);

    public Span<byte> HKs => _memory.Slice(3 * K, K);

    public Span<byte> HKr => _memory.Slice(4 * K, K);

    public Span<byte> NHKs => _memory.Slice(5 * K, K);

    public Span<byte> NHKr => _memory.Slice(6 * K, K);

    public Span<byte> DHsPrivate => _memory.Slice(7 * K, K);

    public Span<byte> DHsPublic => _memory.Slice(8 * K, K);

    public Span<byte> DHr => _memory.Slice(9 * K, K);

    /// <summary>rekey-psk of this epoch: keys the rotation that follows (protocol.md §4, §8).</summary>
    public Span<byte> RekeyPsk => _memory.Slice(352, K);

    /// <summary>CKs and HKs are set.</summary>
    public bool HasSendingChain
    {
        get => _memory[320] != 0;
        set => _memory[320] = value ? (byte)1 : (byte)0;
    }

    /// <summary>CKr, HKr and DHr are set.</summary>
    public bool HasReceivingChain
    {
        get => _memory[321] != 0;
        set => _memory[321] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Messages in the sending chain.</summary>
    public uint Ns
    {
        get => Read(324);
        set => Write(324, value);
    }

    /// <summary>Messages in the receiving chain.</summary>
    public uint Nr
    {
        get => Read(328);
        set => Write(328, value);
    }

    /// <summary>Messages in the previous sending chain.</summary>
    public uint PN
    {
        get => Read(332);
        set => Write(332, value);
    }

    /// <summary>Messages sent in this epoch: the next seq.</summary>
    public uint Sent
    {
        get => Read(336);
        set => Write(336, value);
    }

    /// <summary>Messages received in this epoch.</summary>
    public uint Received
    {
        get => Read(340);
        set => Write(340, value);
    }

    /// <summary>Bit i is set when seq i was received.</summary>
    public ulong Seen
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(_memory[344..]);
        set => BinaryPrimitives.WriteUInt64LittleEndian(_memory[344..], value);
    }

    public static bool ReadHasReceivingChain(ReadOnlySpan<byte> memory) => memory[321] != 0;

    public static ReadOnlySpan<byte> ReadHKr(ReadOnlySpan<byte> memory) => memory.Slice(4 * K, K);

    public static ReadOnlySpan<byte> ReadNHKr(ReadOnlySpan<byte> memory) => memory.Slice(6 * K, K);

    private uint Read(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_memory[at..]);

    private void Write(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_memory[at..], value);
}
