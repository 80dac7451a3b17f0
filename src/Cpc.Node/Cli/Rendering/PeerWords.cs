using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>What there is to say about a peer's key and connection.</summary>
internal static class PeerWords
{
    public static string State(PeerView peer) => peer switch
    {
        { Blocked: true } => "blocked",
        { KeyChanged: true } => "KEY CHANGED",
        { Connected: true } => "connected",
        _ => "not connected",
    };

    public static string Verified(DateTimeOffset? since, TimeProvider time) =>
        since is { } at ? $"since {Plain.Time(at, time)}" : "no";
}
