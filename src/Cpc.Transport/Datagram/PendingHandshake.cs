using Cpc.Sessions.Noise;

namespace Cpc.Transport.Datagram;

/// <summary>A handshake that was sent, and the questions that wait for it.</summary>
internal sealed class PendingHandshake(HandshakeState handshake, DatagramPeer peer, DateTimeOffset since)
{
    public HandshakeState Handshake { get; } = handshake;

    public DatagramPeer Peer { get; } = peer;

    public DateTimeOffset Since { get; } = since;

    public List<(uint Id, ReadOnlyMemory<byte> Question)> Waiting { get; } = [];
}
