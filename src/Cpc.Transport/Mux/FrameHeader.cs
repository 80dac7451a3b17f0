using System.Buffers.Binary;

namespace Cpc.Transport;

/// <summary>
/// The 12 bytes in front of every frame: <c>kind u8, flags u8, length u16, stream u64</c>, big-endian; the payload of
/// <c>length</c> bytes follows. The dialer's streams are odd, the acceptor's even, each rising by two from 1 and 2.
/// </summary>
internal readonly record struct FrameHeader(FrameKind Kind, FrameFlags Flags, int Length, ulong Stream)
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 12;

    /// <summary>Largest payload in bytes: one frame keeps others waiting no longer than one TLS record does.</summary>
    public const int MaximumLength = 16 * 1024;

    /// <summary>As in QUIC (RFC 9000 §2.1): numbers can't overflow, and at a million streams a second last for 10^5 years.</summary>
    public const ulong MaximumStream = (1UL << 62) - 1;

    /// <summary>Size in bytes of the payloads of Ping and Pong, and of Settings.</summary>
    public const int PingLength = 8, SettingsLength = 8, CreditLength = 4, GoAwayLength = 1;

    /// <summary>Reads a header.</summary>
    /// <param name="source">At least 12 bytes.</param>
    /// <returns>False for anything a right sender never sends.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = new FrameHeader(
            (FrameKind)source[0],
            (FrameFlags)source[1],
            BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[4..]));
        return header.IsValid;
    }

    /// <param name="destination">At least 12 bytes.</param>
    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        destination[1] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)Length);
        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], Stream);
    }

    private bool IsValid => Stream <= MaximumStream && Kind switch
    {
        // An empty frame without a flag says nothing: whoever sends it wants to keep us busy.
        FrameKind.Data => Stream != 0 && (Flags & ~(FrameFlags.Open | FrameFlags.Fin)) == 0 && Length <= MaximumLength && (Length > 0 || Flags != 0),
        FrameKind.Reset => Stream != 0 && Flags != 0 && (Flags & ~(FrameFlags.Writing | FrameFlags.Reading)) == 0 && Length == 0,
        FrameKind.Credit => Flags == 0 && Length == CreditLength,
        FrameKind.Ping or FrameKind.Pong => Flags == 0 && Stream == 0 && Length == PingLength,
        FrameKind.GoAway => Flags == 0 && Stream == 0 && Length == GoAwayLength,
        FrameKind.Settings => Flags == 0 && Stream == 0 && Length == SettingsLength,
        _ => false,
    };
}
