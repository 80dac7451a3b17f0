namespace Cpc.Actors.Transport;

/// <summary>A circuit breaker as seen from outside.</summary>
/// <param name="Failures">Those that count now.</param>
/// <param name="RetryAt">When the next call may pass; null while closed.</param>
/// <param name="LastFailure">The latest, also when it counts no more; None when there was none.</param>
public sealed record BreakerStatus(BreakerState State, int Failures, DateTimeOffset? RetryAt, BreakerFailure LastFailure)
{
    public static readonly BreakerStatus Closed = new(BreakerState.Closed, 0, null, BreakerFailure.None);
}
