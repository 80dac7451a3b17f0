using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Transport.Datagram;

/// <summary>A handshake that was received and waits for the answer to the question in it.</summary>
internal sealed record PendingAnswer(HandshakeState Handshake, ulong PeerIndex, OwnStatic Own, DateTimeOffset Since)
{
    public override string ToString() => "PendingAnswer";
}
