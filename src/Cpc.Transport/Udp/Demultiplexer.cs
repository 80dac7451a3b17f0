using System.Buffers.Binary;
using System.Net;
using Cpc.Transport.Datagram;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Udp;

/// <summary>
/// Tells by its first byte what a datagram is (RFC 9443 §3): 0 to 3 STUN, 64 to 79 a TURN channel if it comes from a TURN server
/// and else QUIC, 80 to 127 and 192 to 255 QUIC. Of 4 to 15, which are nobody's, the node's own take 4 to 8.
/// </summary>
internal static class Demultiplexer
{
    /// <summary>First byte of a probe.</summary>
    public const byte Probe = 8;

    /// <param name="isServer">Whether a STUN or TURN server that was asked is at an address.</param>
    public static DatagramKind KindOf(ReadOnlySpan<byte> datagram, SocketAddress from, Func<SocketAddress, bool>? isServer) => datagram.IsEmpty ? DatagramKind.Unknown : datagram[0] switch
    {
        <= 3 => IsStun(datagram) && isServer is not null && isServer(from) ? DatagramKind.Stun : DatagramKind.Unknown,
        DatagramFormat.Init or DatagramFormat.Response or DatagramFormat.Data or DatagramFormat.Introduction => DatagramKind.Dht,
        Probe => DatagramKind.Probe,
        >= 64 and <= 79 when isServer is not null && isServer(from) => DatagramKind.Stun,
        >= 64 and <= 127 or >= 192 => DatagramKind.Quic,
        _ => DatagramKind.Unknown,
    };

    // Whoever asks us, as if we were a server, gets no answer: it would be larger than the question.
    private static bool IsStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= StunMessage.HeaderSize && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == StunMessage.MagicCookie;
}
