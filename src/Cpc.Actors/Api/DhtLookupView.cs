namespace Cpc.Actors.Api;

/// <summary>A peer's record, found in the DHT and verified with its identity.</summary>
/// <param name="Addresses">HOST:PORT, best first.</param>
/// <param name="Capabilities">server, relay, quic, tls.</param>
/// <param name="Queries">Nodes that were asked.</param>
public sealed record DhtLookupView(string Id, IReadOnlyList<string> Addresses, IReadOnlyList<string> Capabilities, DateTimeOffset ValidUntil, int Queries);
