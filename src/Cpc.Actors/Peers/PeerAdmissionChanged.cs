using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>To a peer's outbox: the peer was added, has another address, or was blocked.</summary>
public sealed record PeerAdmissionChanged(PeerId Peer) : Node.IEntityMessage
{
    public string EntityId => Peer.ToString();
}
