using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// How a node is reached: its identity, its Noise static and its address. What a third party says about someone is a
/// claim: only a handshake with the node itself proves it.
/// </summary>
public sealed class Contact
{
    /// <param name="noiseStatic">X25519 public key, 32 bytes.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public Contact(PeerId peer, ReadOnlyMemory<byte> noiseStatic, NodeAddress address)
    {
        if (noiseStatic.Length != X25519.KeySize) throw new ArgumentException($"A static has {X25519.KeySize} bytes.", nameof(noiseStatic));
        Peer = peer;
        Id = NodeId.Of(peer);
        NoiseStatic = noiseStatic;
        Address = address;
    }

    public PeerId Peer { get; }

    /// <summary>Computed from <see cref="Peer"/>, never believed.</summary>
    public NodeId Id { get; }

    /// <summary>X25519 public key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> NoiseStatic { get; }

    public NodeAddress Address { get; }

    /// <summary>Whether this is one claim about a node or another: a liar's wrong address or key says nothing about the right
    /// one.</summary>
    public bool IsSameClaim(Contact other) => Id == other.Id && Address == other.Address && NoiseStatic.Span.SequenceEqual(other.NoiseStatic.Span);

    public override string ToString() => $"Contact({Peer.ToShortString()})";
}
