namespace Cpc.Actors.Api;

/// <summary>A peer whose circuit breaker is not closed.</summary>
public sealed record PeerBreakerView(string Peer, string? PeerName, BreakerView Breaker);
