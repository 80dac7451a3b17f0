using Cpc.Cryptography;
using Cpc.Kademlia;

namespace Cpc.Actors.Dht;

/// <summary>What the DHT needs of its node.</summary>
internal sealed record DhtSettings
{
    public required PeerId Self { get; init; }

    public required RecordSigner Signer { get; init; }

    /// <summary>What the own record states, without times and sequence; null while there is nothing to be found.</summary>
    public Func<PeerRecordContent?> Content { get; init; } = () => null;

    /// <summary>Where to begin: saved seeds, and the bootstrap nodes of invites and configuration.</summary>
    public IReadOnlyList<Contact> Bootstrap { get; init; } = [];

    /// <summary>The operator vouches that this node is reachable.</summary>
    public bool AlwaysServing { get; init; }

    /// <summary>Writes saved seeds down.</summary>
    public Action<byte[]> SaveSeeds { get; init; } = _ => { };
}
