using Cpc.Cryptography;

namespace Cpc.Actors.Transport;

/// <summary>The circuit towards a peer has changed; published on the event stream, and told to the peer's outbox.</summary>
public sealed record BreakerChanged(PeerId Peer, BreakerStatus Status) : Node.IEntityMessage
{
    public string EntityId => Peer.ToString();
}
