using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>A node of the DHT that helps others to begin.</summary>
public readonly record struct BootstrapNode(PeerId Peer, NodeAddress Address);
