using System.Net;
using System.Threading.Channels;
using Cpc.Cryptography;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>Questions and answers between nodes: datagrams on a socket, or a network in memory.</summary>
internal interface IDhtLink
{
    /// <summary>What arrived; bounded, and complete when the link has closed.</summary>
    ChannelReader<DatagramEvent> Events { get; }

    /// <summary>What it refused, by name.</summary>
    IReadOnlyDictionary<string, long> Refusals { get; }

    /// <inheritdoc cref="DatagramSessions.Ask"/>
    uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide);

    /// <inheritdoc cref="DatagramSessions.Introduce"/>
    bool Introduce(PeerId peer, IPEndPoint address);

    /// <inheritdoc cref="DatagramSessions.GiveUp"/>
    void GiveUp(uint id);

    /// <inheritdoc cref="DatagramSessions.Reply"/>
    void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer);
}
