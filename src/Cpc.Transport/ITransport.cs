using System.Net;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>
/// A way to reach a peer: mutually authenticated, encrypted, with many independent ordered streams per connection
/// (protocol.md §2). QUIC and TLS 1.3 over TCP behave the same; <c>TransportSpec</c> holds both to it.
/// </summary>
public interface ITransport
{
    /// <summary>"quic", "tls" or "relay".</summary>
    string Name { get; }

    /// <summary>It goes through a server, which chooses the address to listen at, and is worth trying last.</summary>
    bool IsRelay { get; }

    /// <summary>Starts to listen; port 0 lets the system choose one.</summary>
    /// <exception cref="TransportException">NotSupported, or Unreachable when the address can't be bound.</exception>
    Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken);

    /// <summary>
    /// Connects to a peer. Returns once the peer has proved to be <paramref name="expected"/> and has said that it
    /// accepts us; nothing is sent to anyone else.
    /// </summary>
    /// <exception cref="TransportException">Why not; <see cref="TransportException.SaidByPeer"/> tells whose refusal it is.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken);
}
