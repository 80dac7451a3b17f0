using System.Net;
using Cpc.Cryptography;

namespace Cpc.Transport.Datagram;

/// <summary>Whom to ask and where.</summary>
/// <param name="NoiseStatic">X25519 public key, 32 bytes, as someone claimed it: a wrong one fails the handshake.</param>
public sealed record DatagramPeer(PeerId Peer, ReadOnlyMemory<byte> NoiseStatic, IPEndPoint Address)
{
    public override string ToString() => $"DatagramPeer({Peer.ToShortString()})";
}
