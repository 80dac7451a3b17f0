using System.Buffers.Binary;

namespace Cpc.Sessions.Frames;

/// <summary>The clear header of HS1, all of it bound by the prologue (protocol.md §3, §6).</summary>
public sealed record Hs1Header
{
    /// <summary>Size before the suites, in bytes.</summary>
    public const int FixedSize = 2 + 1 + Frame.HandshakeIdSize + Frame.ExchangeIdSize + 4 + Frame.SessionIdSize + 4 + 4 + 1;

    public const int MaxSize = FixedSize + Suite.MaxOffered;

    /// <summary>1 XX, 2 KK, 3 KKpsk0.</summary>
    public required byte Pattern { get; init; }

    /// <summary>16 random bytes that name this handshake.</summary>
    public required byte[] HandshakeId { get; init; }

    /// <summary>16 random bytes, the same over rotations and reconnects.</summary>
    public required byte[] ExchangeId { get; init; }

    /// <summary>The new epoch; the first is 0.</summary>
    public uint Epoch { get; init; }

    /// <summary>32 bytes, zero unless rotating.</summary>
    public byte[] OldSessionId { get; init; } = new byte[Frame.SessionIdSize];

    /// <summary>Sequence numbers of the static records in use; zero in XX.</summary>
    public uint StaticSequenceInitiator { get; init; }

    public uint StaticSequenceResponder { get; init; }

    /// <summary>Offered suites, best first.</summary>
    public required byte[] Suites { get; init; }

    public int Size => FixedSize + Suites.Length;

    public byte[] Encode()
    {
        var bytes = new byte[Size];
        bytes[0] = Frame.Version;
        bytes[1] = (byte)FrameType.HS1;
        bytes[2] = Pattern;
        HandshakeId.CopyTo(bytes, 3);
        ExchangeId.CopyTo(bytes, 19);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(35), Epoch);
        OldSessionId.CopyTo(bytes, 39);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(71), StaticSequenceInitiator);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(75), StaticSequenceResponder);
        bytes[79] = (byte)Suites.Length;
        Suites.CopyTo(bytes, FixedSize);
        return bytes;
    }

    /// <summary>Reads the header at the start of an HS1 body.</summary>
    public static Refusal TryDecode(ReadOnlySpan<byte> body, out Hs1Header? header)
    {
        header = null;
        if (body.Length < FixedSize) return Refusal.Malformed;
        if (body[0] != Frame.Version) return Refusal.Version;
        int count = body[79];
        if (body[1] != (byte)FrameType.HS1 || count is 0 or > Suite.MaxOffered || body.Length < FixedSize + count)
            return Refusal.Malformed;
        var suites = body.Slice(FixedSize, count);
        // Best first, each once: strictly falling.
        for (var i = 1; i < count; i++)
        {
            if (suites[i] >= suites[i - 1]) return Refusal.Malformed;
        }

        header = new Hs1Header
        {
            Pattern = body[2],
            HandshakeId = body.Slice(3, Frame.HandshakeIdSize).ToArray(),
            ExchangeId = body.Slice(19, Frame.ExchangeIdSize).ToArray(),
            Epoch = BinaryPrimitives.ReadUInt32BigEndian(body[35..]),
            OldSessionId = body.Slice(39, Frame.SessionIdSize).ToArray(),
            StaticSequenceInitiator = BinaryPrimitives.ReadUInt32BigEndian(body[71..]),
            StaticSequenceResponder = BinaryPrimitives.ReadUInt32BigEndian(body[75..]),
            Suites = suites.ToArray(),
        };
        return Refusal.None;
    }
}
