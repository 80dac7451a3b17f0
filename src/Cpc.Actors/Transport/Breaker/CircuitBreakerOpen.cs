using Cpc.Cryptography;

namespace Cpc.Actors.Transport;

/// <summary>A call was not made: the circuit towards the peer is open, or its one trial is under way.</summary>
/// <param name="RetryAt">Not before this time.</param>
/// <param name="LastFailure">Why it is open.</param>
public sealed record CircuitBreakerOpen(PeerId Peer, DateTimeOffset RetryAt, BreakerFailure LastFailure)
{
    /// <summary>In plain words.</summary>
    public string Words =>
        $"the circuit breaker is open after repeated failures ({BreakerWords.Of(LastFailure)}); next try at {RetryAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.";
}
