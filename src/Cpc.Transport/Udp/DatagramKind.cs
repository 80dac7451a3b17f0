namespace Cpc.Transport.Udp;

/// <summary>Who a datagram on the node's public socket is for.</summary>
public enum DatagramKind
{
    /// <summary>Nobody.</summary>
    Unknown,

    /// <summary>STUN and TURN, from a server that was asked: messages and channel data.</summary>
    Stun,

    /// <summary>Sessions of the DHT (<c>Cpc.Transport/Datagram</c>).</summary>
    Dht,

    /// <summary>Probes that punch a hole and prove a path.</summary>
    Probe,

    Quic,
}
