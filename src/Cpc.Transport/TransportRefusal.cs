namespace Cpc.Transport;

/// <summary>Every way in which a connection or stream is refused or ended.</summary>
public enum TransportRefusal
{
    /// <summary>The other side showed no certificate.</summary>
    NoCertificate = 1,

    /// <summary>The certificate is not, or not rightly, bound to an identity.</summary>
    CertificateNotBound,

    /// <summary>The certificate is not valid at this time; often a clock is wrong.</summary>
    CertificateExpired,

    /// <summary>The address answers as a peer other than the dialed one.</summary>
    WrongPeer,

    /// <summary>A peer never talks to itself.</summary>
    SelfConnection,

    /// <summary>The peer is authenticated and not admitted.</summary>
    UnknownPeer,

    /// <summary>The other side speaks another network or version (ALPN).</summary>
    WrongNetwork,

    /// <summary>The TLS or QUIC handshake failed.</summary>
    Handshake,

    /// <summary>The connection ended, or something else came, where the greeting was due.</summary>
    GreetingMissing,

    /// <summary>Too slow: a handshake, or a connection that went idle.</summary>
    Timeout,

    /// <summary>Nobody answers at the address.</summary>
    Unreachable,

    /// <summary>The listener's limit of connections is reached.</summary>
    TooManyConnections,

    /// <summary>The limit of connections of one peer is reached.</summary>
    TooManyOfPeer,

    /// <summary>The limit of handshakes or connections from one network (/24 of IPv4, /48 of IPv6) is reached.</summary>
    TooManyOfNetwork,

    /// <summary>The listener's limit of handshakes at a time is reached.</summary>
    TooManyHandshakes,

    /// <summary>The peer opened more streams than it was allowed.</summary>
    TooManyStreams,

    /// <summary>The peer sent more than it was allowed.</summary>
    TooMuchData,

    /// <summary>The stream was aborted by this or the other side.</summary>
    StreamAborted,

    /// <summary>The connection or listener has ended.</summary>
    Closed,

    /// <summary>The transport is not available on this machine.</summary>
    NotSupported,

    /// <summary>The bytes received follow no rule.</summary>
    Malformed,

    /// <summary>No address of the peer is known.</summary>
    NotFound,
}
