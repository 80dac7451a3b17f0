namespace Cpc.Sessions.Frames;

/// <summary>What all frames share: <c>len:u32, body</c>, body = version, type, … (protocol.md §6).</summary>
public static class Frame
{
    /// <summary>Protocol version.</summary>
    public const byte Version = 1;

    /// <summary>Size of the length prefix in bytes.</summary>
    public const int LengthPrefix = 4;

    public const int ExchangeIdSize = 16;
    public const int HandshakeIdSize = 16;
    public const int SessionIdSize = 32;

    /// <summary>Largest handshake frame: header and 65,535 bytes of Noise.</summary>
    public const int MaxHandshakeBody = Hs1Header.MaxSize + Noise.HandshakeState.MaxMessage;

    /// <summary>Largest DATA frame, 16 MiB.</summary>
    public const int MaxDataBody = 16 << 20;

    /// <summary>Looks at a body's first two bytes and its size.</summary>
    /// <returns><see cref="Refusal.None"/>, or why no such frame can be read.</returns>
    public static Refusal Inspect(ReadOnlySpan<byte> start, long bodyLength, out FrameType type)
    {
        type = default;
        if (start.Length < 2 || bodyLength < 2) return Refusal.Malformed;
        if (start[0] != Version) return Refusal.Version;
        type = (FrameType)start[1];
        long max = type switch
        {
            FrameType.HS1 => MaxHandshakeBody,
            FrameType.HS2 or FrameType.HS3 => 2 + HandshakeIdSize + Noise.HandshakeState.MaxMessage,
            FrameType.Data => MaxDataBody,
            FrameType.Refuse => RefuseFrame.Size,
            _ => -1,
        };
        if (max < 0) return Refusal.Malformed;
        return bodyLength > max ? Refusal.TooLarge : Refusal.None;
    }
}
