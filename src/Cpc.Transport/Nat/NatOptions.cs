namespace Cpc.Transport.Nat;

/// <summary>Which servers tell this node how it is seen, and relay for it.</summary>
public sealed record NatOptions
{
    /// <summary>HOST:PORT of the operator's own; asked first.</summary>
    public IReadOnlyList<string> StunServers { get; init; } = [];

    /// <summary>Asked after them; empty for none.</summary>
    public IReadOnlyList<string> FallbackStunServers { get; init; } = DefaultStunServers;

    /// <summary>HOST:PORT of a TURN server; null for none.</summary>
    public string? TurnServer { get; init; }

    public string TurnUsername { get; init; } = "";

    /// <summary>The TURN password. Never printed.</summary>
    public string TurnPassword { get; init; } = "";

    /// <summary>The fallback where nothing else is said.</summary>
    public static IReadOnlyList<string> DefaultStunServers { get; } = ["stun.l.google.com:19302", "stun1.l.google.com:19302"];

    /// <summary>All STUN servers, in the order they are asked. None for a node that listens on loopback only: nobody outside
    /// can reach it, and nobody outside needs to know of it.</summary>
    public IReadOnlyList<string> ServersFor(System.Net.IPAddress listening)
    {
        ArgumentNullException.ThrowIfNull(listening);
        return System.Net.IPAddress.IsLoopback(listening) ? [] : [.. StunServers.Concat(FallbackStunServers).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public override string ToString() => $"NatOptions({StunServers.Count + FallbackStunServers.Count} STUN servers, TURN {(TurnServer is null ? "no" : "yes")})";
}
