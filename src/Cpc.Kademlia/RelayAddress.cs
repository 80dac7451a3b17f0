using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>A relay through which a node is reached.</summary>
public readonly record struct RelayAddress(PeerId Peer, NodeAddress Address);
