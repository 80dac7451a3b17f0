using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>What there is to say about a peer's key and connection.</summary>
internal static class PeerWords
{
    public static string State(PeerView peer) => peer switch
    {
        { Blocked: true } => "blocked",
        { KeyChanged: true } => "KEY CHANGED",
        { Breaker.State: "open" } => "circuit open",
        { Breaker.State: "halfOpen" } => "circuit half-open",
        { Connected: true } => "connected",
        _ => "not connected",
    };

    /// <summary>A circuit that is not closed: since which failure, and when it is tried again.</summary>
    public static string Circuit(BreakerView breaker, TimeProvider time) => breaker.State == "halfOpen"
        ? $"half-open after failures ({breaker.LastFailure}); the next call decides"
        : $"open after {breaker.Failures} failures (the last: {breaker.LastFailure}); next try {(breaker.RetryAt is { } at ? Plain.Time(at, time) : "soon")}";

    public static string Verified(DateTimeOffset? since, TimeProvider time) =>
        since is { } at ? $"since {Plain.Time(at, time)}" : "no";
}
