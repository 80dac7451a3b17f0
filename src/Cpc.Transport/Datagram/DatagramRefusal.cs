namespace Cpc.Transport.Datagram;

/// <summary>Why a datagram was dropped. Nothing is answered: each is counted, and the state stays as it was.</summary>
public enum DatagramRefusal
{
    None,

    /// <summary>No known type, a wrong size, or content of another form.</summary>
    Malformed,

    /// <summary>Another version.</summary>
    Version,

    /// <summary>Too many handshakes from one address, or in all.</summary>
    RateLimited,

    /// <summary>A handshake that does not open: not for this node or network, or altered.</summary>
    HandshakeFailed,

    /// <summary>A static record that is not the peer's, not of this static, badly signed or out of its time.</summary>
    Identity,

    /// <summary>A handshake from this node itself.</summary>
    Self,

    /// <summary>A handshake's time is not after the peer's last.</summary>
    Replay,

    /// <summary>A handshake's time is off by more than the clock skew.</summary>
    ClockSkew,

    /// <summary>No session or handshake of this index.</summary>
    UnknownSession,

    /// <summary>From another address than the session's.</summary>
    WrongAddress,

    /// <summary>Not authentic under the session's key.</summary>
    NotAuthentic,

    /// <summary>Received before, or older than the replay window.</summary>
    Duplicate,

    /// <summary>An answer to nothing that was asked of this peer.</summary>
    NotAsked,
}
