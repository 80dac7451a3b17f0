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
    private const int Flags = 11 * K;
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

    /// <summary>rekey-psk of this epoch: keys the rotation that follows (protocol.md §4, §8).</summary>
    public Span<byte> RekeyPsk => _memory.Slice(8 * K, K);

    // From here on nothing is secret: the end of what is opened or sealed stays in vector registers, which the runtime
    // may save on the stack of a thread that then idles.
    public Span<byte> DHsPublic => _memory.Slice(9 * K, K);

    public Span<byte> DHr => _memory.Slice(10 * K, K);

    /// <summary>CKs and HKs are set.</summary>
    public bool HasSendingChain
    {
        get => _memory[Flags] != 0;
        set => _memory[Flags] = value ? (byte)1 : (byte)0;
    }

    /// <summary>CKr, HKr and DHr are set.</summary>
    public bool HasReceivingChain
    {
        get => _memory[Flags + 1] != 0;
        set => _memory[Flags + 1] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Messages in the sending chain.</summary>
    public uint Ns
    {
        get => Read(Flags + 4);
        set => Write(Flags + 4, value);
    }

    /// <summary>Messages in the receiving chain.</summary>
    public uint Nr
    {
        get => Read(Flags + 8);
        set => Write(Flags + 8, value);
    }

    /// <summary>Messages in the previous sending chain.</summary>
    public uint PN
    {
        get => Read(Flags + 12);
        set => Write(Flags + 12, value);
    }

    /// <summary>Messages sent in this epoch: the next seq.</summary>
    public uint Sent
    {
        get => Read(Flags + 16);
        set => Write(Flags + 16, value);
    }

    /// <summary>Bit i is set when seq i was received.</summary>
    public ulong Seen
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(_memory[(Flags + 20)..]);
        set => BinaryPrimitives.WriteUInt64LittleEndian(_memory[(Flags + 20)..], value);
    }

    public static bool ReadHasReceivingChain(ReadOnlySpan<byte> memory) => memory[Flags + 1] != 0;

    public static ReadOnlySpan<byte> ReadHKr(ReadOnlySpan<byte> memory) => memory.Slice(4 * K, K);

    public static ReadOnlySpan<byte> ReadNHKr(ReadOnlySpan<byte> memory) => memory.Slice(6 * K, K);

    public static ReadOnlySpan<byte> ReadRekeyPsk(ReadOnlySpan<byte> memory) => memory.Slice(8 * K, K);

    private uint Read(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_memory[at..]);

    private void Write(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_memory[at..], value);
}
