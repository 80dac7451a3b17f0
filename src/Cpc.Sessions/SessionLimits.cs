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

    /// <summary>An unanswered Confirm is sent again after this time.</summary>
    public static readonly TimeSpan ConfirmRetry = TimeSpan.FromSeconds(5);

    /// <summary>How long an old epoch is kept for what is still under way.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A session that is used up and does not rotate closes after this time.</summary>
    public static readonly TimeSpan UsedUpTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Waits after failed rotations: from the first, doubled, to the second.</summary>
    public static readonly (TimeSpan Min, TimeSpan Max) RotationBackoff = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));

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

    /// <summary>When a side begins a rotation (protocol.md §8): of 50 a direction and 24 h the peer with the smaller id
    /// at 40 sent, 80 in all or 20 h, the other at 45, 90 or 22 h, so that they rarely collide.</summary>
    internal bool RotationIsDue(bool smaller, uint sent, uint received, TimeSpan age)
    {
        var share = smaller ? 0.8 : 0.9;
        return sent >= (uint)(PerDirection * share) || sent + received >= (uint)(2 * PerDirection * share)
            || age >= Age * (smaller ? 20.0 / 24 : 22.0 / 24);
    }
}
