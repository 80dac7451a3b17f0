namespace Cpc.Actors.Tests;

/// <summary>A clock that a test turns by hand.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _gone;
    private TimeSpan _set;

    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start + _gone + _set;

    public override long GetTimestamp() => _gone.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _gone += by;

    /// <summary>The wall clock is set; no time passes.</summary>
    public void Set(TimeSpan by) => _set += by;
}
