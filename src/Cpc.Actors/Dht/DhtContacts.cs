using System.Net;
using System.Net.Sockets;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>Between the terms of the DHT and those of the transport.</summary>
internal static class DhtContacts
{
    public static DatagramPeer ToPeer(this Contact contact) => new(contact.Peer, contact.NoiseStatic, contact.Address.ToEndPoint());

    public static Contact ToContact(this DatagramPeer peer) => new(peer.Peer, peer.NoiseStatic, peer.Address.ToAddress());

    public static IPEndPoint ToEndPoint(this NodeAddress address) => new(new IPAddress(address.Encode().AsSpan(..^2)), address.Port);

    public static NodeAddress ToAddress(this IPEndPoint point)
    {
        var ip = UInt128.Zero;
        foreach (var part in point.Address.GetAddressBytes()) ip = (ip << 8) | part;
        return new NodeAddress(ip, point.AddressFamily == AddressFamily.InterNetworkV6, (ushort)point.Port);
    }
}
