using Cpc.Actors.Peers;
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

    /// <summary>Where to begin: saved seeds.</summary>
    public IReadOnlyList<Contact> Seeds { get; init; } = [];

    /// <summary>And the bootstrap nodes of the configuration, whose statics are not known.</summary>
    public IReadOnlyList<PeerEntry> Bootstrap { get; init; } = [];

    /// <summary>Whether an address that another node named may be asked.</summary>
    public Func<NodeAddress, bool> Follows { get; init; } = _ => true;

    public ServeMode Serve { get; init; }

    /// <summary>Draws an id: what is refreshed and measured must not be foreseen. A simulation has a seed in its place.</summary>
    public Func<NodeId> Random { get; init; } = () => new NodeId(SecureRandom.Bytes(NodeId.Size));

    /// <summary>Writes saved seeds down; never throws.</summary>
    public Func<byte[], Task> SaveSeeds { get; init; } = _ => Task.CompletedTask;

    /// <summary>Finds out anew what <see cref="Content"/> states; never throws.</summary>
    public Func<Task> Refresh { get; init; } = () => Task.CompletedTask;
}
