namespace Cpc.Actors.Api;

/// <summary>The circuit breaker towards a peer.</summary>
/// <param name="State">closed: calls pass; open: they fail at once until <paramref name="RetryAt"/>; halfOpen: one call
/// decides.</param>
/// <param name="Failures">Failures that count now.</param>
/// <param name="RetryAt">When the next call may pass; null while closed.</param>
/// <param name="LastFailure">unreachable, handshake, dialTimeout, sessionTimeout or receiptTimeout; null when there was
/// none.</param>
public sealed record BreakerView(string State, int Failures, DateTimeOffset? RetryAt, string? LastFailure);
