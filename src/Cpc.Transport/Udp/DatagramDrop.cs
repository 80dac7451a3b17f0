namespace Cpc.Transport.Udp;

/// <summary>Why a datagram that arrived on the public socket was dropped. Nothing is answered.</summary>
public enum DatagramDrop
{
    /// <summary>It is nobody's: no known first byte, or STUN from somebody who was not asked.</summary>
    Unknown,

    /// <summary>Larger than anything the node speaks.</summary>
    TooLarge,

    /// <summary>Nobody uses that kind now.</summary>
    Unused,

    /// <summary>Whom it is for does not keep up.</summary>
    QueueFull,
}
