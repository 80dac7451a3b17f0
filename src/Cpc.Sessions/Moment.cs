namespace Cpc.Sessions;

/// <summary>
/// A point in time on both clocks. The wall clock can be set back and the monotonic one stops in suspend, so an age
/// is the larger of the two (protocol.md §8).
/// </summary>
/// <param name="Utc">Wall clock.</param>
/// <param name="Uptime">Monotonic clock, since an arbitrary start.</param>
public readonly record struct Moment(DateTimeOffset Utc, TimeSpan Uptime)
{
    public static Moment Now(TimeProvider time) =>
        new(time.GetUtcNow(), time.GetElapsedTime(0, time.GetTimestamp()));

    /// <summary>Time gone by since an earlier moment.</summary>
    public TimeSpan Since(Moment earlier)
    {
        var wall = Utc - earlier.Utc;
        var monotonic = Uptime - earlier.Uptime;
        return wall > monotonic ? wall : monotonic;
    }
}
