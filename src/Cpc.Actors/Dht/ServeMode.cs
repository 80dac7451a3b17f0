namespace Cpc.Actors.Dht;

/// <summary>Whether a node serves others in the DHT (cpc.dht.serve).</summary>
internal enum ServeMode
{
    /// <summary>Once it has been reachable for 20 minutes.</summary>
    Auto,

    /// <summary>The operator vouches that it is reachable: a bootstrap node.</summary>
    Always,

    Never,
}
