namespace Cpc.Actors.Api;

/// <summary>The node's part in discovery.</summary>
/// <param name="Enabled">False when discovery is switched off; the rest is then empty.</param>
/// <param name="Serving">It answers others and keeps records for them.</param>
/// <param name="Contacts">Nodes in its table, each alive when last asked.</param>
/// <param name="Records">Records that it keeps for others.</param>
/// <param name="Nodes">The network's estimated size; null before there is an estimate.</param>
/// <param name="Addresses">What its own record says, HOST:PORT; empty while there is none.</param>
/// <param name="PublishedUntil">When its own record expires unless it is published anew; null while there is none.</param>
/// <param name="Refusals">What was refused in the DHT, by name.</param>
public sealed record DhtView(
    bool Enabled,
    bool Serving,
    int Contacts,
    int Records,
    long? Nodes,
    IReadOnlyList<string> Addresses,
    DateTimeOffset? PublishedUntil,
    IReadOnlyDictionary<string, long> Refusals);
