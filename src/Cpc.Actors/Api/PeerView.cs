namespace Cpc.Actors.Api;

/// <summary>A peer in this node's book.</summary>
/// <param name="Address">HOST:PORT; empty when it is found by discovery.</param>
/// <param name="Queued">Documents waiting for it.</param>
/// <param name="LastProblem">Why the last try failed; null after a success.</param>
public sealed record PeerView(string Id, string? Name, string Address, bool Connected, int Queued, string? LastProblem)
{
    /// <summary>Its safety number was compared over another channel.</summary>
    public bool Verified => VerifiedSince is not null;

    /// <summary>Null when it was not.</summary>
    public DateTimeOffset? VerifiedSince { get; init; }

    /// <summary>It is not admitted, and nothing is sent to it.</summary>
    public bool Blocked => BlockedSince is not null;

    /// <summary>Null when it is admitted.</summary>
    public DateTimeOffset? BlockedSince { get; init; }

    /// <summary>The id of the peer that was put in its place; null when there is none.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Its address answers with another key; nothing is sent there.</summary>
    public bool KeyChanged { get; init; }

    /// <summary>What new exchanges go over: "quic", "tls" or "relay"; null without a connection.</summary>
    public string? Transport { get; init; }

    /// <summary>The circuit breaker towards it.</summary>
    public BreakerView Breaker { get; init; } = new("closed", 0, null, null);
}
