using System.Net;
using System.Threading.Channels;
using Cpc.Cryptography;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>A link over a UDP socket, which its owner closes.</summary>
internal sealed class DatagramLink(DatagramEndpoint endpoint) : IDhtLink
{
    public ChannelReader<DatagramEvent> Events => endpoint.Events;

    public IReadOnlyDictionary<string, long> Refusals => Enum.GetValues<DatagramRefusal>().Where(r => r != DatagramRefusal.None)
        .Select(r => (Name: r.ToString(), Count: endpoint.Refused(r))).Where(r => r.Count > 0).ToDictionary(r => r.Name, r => r.Count);

    public uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide) => endpoint.Ask(peer, question, mayRide);

    public bool Introduce(PeerId peer, IPEndPoint address) => endpoint.Introduce(peer, address);

    public void GiveUp(uint id) => endpoint.GiveUp(id);

    public void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer) => endpoint.Reply(question, answer);
}
