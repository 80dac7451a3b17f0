namespace Cpc.Transport;

/// <summary>Kinds of frames on a TLS connection. The numbers travel: never reuse one.</summary>
internal enum FrameKind : byte
{
    /// <summary>Bytes of a stream; flags <see cref="FrameFlags.Open"/> and <see cref="FrameFlags.Fin"/>.</summary>
    Data = 1,

    /// <summary>The sender stops writing to, or reading from, a stream.</summary>
    Reset = 2,

    /// <summary>u32: so many more bytes of the stream, or on stream 0 so many more streams, may be sent.</summary>
    Credit = 3,

    /// <summary>Eight bytes to be sent back.</summary>
    Ping = 4,

    /// <summary>The eight bytes of a ping.</summary>
    Pong = 5,

    /// <summary>u8: the <see cref="CloseReason"/>; the sender's last frame.</summary>
    GoAway = 6,

    /// <summary>u32 stream window, u32 number of streams: each side's first frame, and only the first.</summary>
    Settings = 7,
}
