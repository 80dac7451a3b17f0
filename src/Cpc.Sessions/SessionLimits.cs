namespace Cpc.Sessions;

/// <summary>The limits of one session (protocol.md §3, §5, §8). Configurable downwards only.</summary>
public sealed record SessionLimits
{
    /// <summary>Most messages in each direction: sequence numbers 0 to 49, control messages included, so that sent
    /// and received together never exceed 100.</summary>
    public const int MaxPerDirection = 50;

    /// <summary>Most keys kept for skipped messages; the oldest is evicted.</summary>
    public const int MaxSkippedKeys = 100;

    /// <summary>Hard age of a session, and of each skipped key.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    /// <summary>A handshake that takes longer is erased.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    public static readonly SessionLimits Default = new();

    /// <summary>Messages in each direction, 1 to 50.</summary>
    public int PerDirection
    {
        get;
        init => field = value is >= 2 and <= MaxPerDirection ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "2 to 50 messages in each direction.");
    }
    = MaxPerDirection;

    /// <summary>Age at which a session closes, at most 24 h.</summary>
    public TimeSpan Age
    {
        get;
        init => field = value > TimeSpan.Zero && value <= MaxAge ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "More than zero, at most 24 hours.");
    }
    = MaxAge;
}
