namespace Cpc.Actors.Api;

/// <summary>The node about itself.</summary>
/// <param name="Id">Its identity, 56 characters.</param>
/// <param name="Listening">Addresses that peers can dial, HOST:PORT.</param>
/// <param name="Transport">"quic" or "tls": what new connections use.</param>
/// <param name="TransportReason">Why QUIC is not used; null when it is.</param>
/// <param name="Suite">Cipher suite of new sessions.</param>
/// <param name="Refusals">Counters of what was refused, by name.</param>
public sealed record NodeView(
    string Id,
    IReadOnlyList<string> Listening,
    string Transport,
    string? TransportReason,
    string Suite,
    int Peers,
    int Documents,
    int Queued,
    IReadOnlyDictionary<string, long> Refusals)
{
    /// <summary>What someone should look at: changed keys, blocked peers with waiting documents, gaps in the process's
    /// protection. Each says what to do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Peers whose circuit breaker is not closed: calls to them wait.</summary>
    public IReadOnlyList<PeerBreakerView> Breakers { get; init; } = [];

    /// <summary>Its part in discovery.</summary>
    public DhtView? Discovery { get; init; }

    /// <summary>"passphrase" when the key file is sealed under one, "file mode" when only its mode protects it.</summary>
    public string KeyProtection { get; init; } = "";
}
