namespace Cpc.Transport;

/// <summary>Flags of <see cref="FrameKind.Data"/> (Open, Fin) and of <see cref="FrameKind.Reset"/> (Writing, Reading).</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>The stream's first frame.</summary>
    Open = 1,

    /// <summary>The sender's last byte of the stream.</summary>
    Fin = 2,

    /// <summary>The sender abandons what it was writing.</summary>
    Writing = 4,

    /// <summary>The sender will read no more.</summary>
    Reading = 8,
}
