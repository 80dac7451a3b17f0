using System.Net;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>
/// A connection to one authenticated peer. Any number of callers may use it at once; its end ends all its streams
/// abruptly, so an exchange is completed before its connection is closed.
/// </summary>
public interface IPeerConnection : IAsyncDisposable
{
    /// <summary>Whom the certificate of the other side is bound to.</summary>
    PeerId Peer { get; }

    /// <summary>Name of the transport it is over.</summary>
    string Transport { get; }

    /// <summary>True when we dialed, false when we accepted.</summary>
    bool Dialed { get; }

    EndPoint RemoteEndPoint { get; }

    /// <summary>Ends, never with an exception, when the connection has ended, and says how.</summary>
    Task<ConnectionEnd> Completion { get; }

    /// <summary>
    /// Opens a stream; waits while the peer's limit of simultaneous streams is reached. The peer sees the stream
    /// with its first byte (or its end), not before.
    /// </summary>
    /// <exception cref="TransportException">Closed or Timeout: the connection has ended.</exception>
    ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken);

    /// <summary>The next stream the peer has opened.</summary>
    /// <exception cref="TransportException">Closed or Timeout: the connection has ended.</exception>
    ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken);

    /// <summary>Closes and tells the peer the reason. Takes a few seconds at most; may be called again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The reason is one that can only be observed.</exception>
    Task CloseAsync(CloseReason reason);
}
