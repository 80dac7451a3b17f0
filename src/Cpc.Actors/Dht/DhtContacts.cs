using System.Net;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>Between the terms of the DHT and those of the transport.</summary>
internal static class DhtContacts
{
    public static DatagramPeer ToPeer(this Contact contact) => new(contact.Peer, contact.NoiseStatic, contact.Address.ToEndPoint());

    /// <returns>Null when its address is not one host's.</returns>
    public static Contact? ToContact(this DatagramPeer peer) =>
        peer.Address.ToAddress() is { } address ? new(peer.Peer, peer.NoiseStatic, address) : null;

    public static IPEndPoint ToEndPoint(this NodeAddress address) => new(new IPAddress(address.Encode().AsSpan(..^2)), address.Port);

    /// <inheritdoc cref="NodeAddress.From"/>
    public static NodeAddress? ToAddress(this IPEndPoint point) => NodeAddress.From(point.Address.GetAddressBytes(), point.Port);
}
