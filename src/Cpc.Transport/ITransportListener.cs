using System.Net;

namespace Cpc.Transport;

/// <summary>
/// Accepts peers. Disposing it stops listening and drops handshakes in progress and connections nobody has accepted
/// yet; accepted connections live on.
/// </summary>
public interface ITransportListener : IAsyncDisposable
{
    /// <summary>The address actually bound, with its port.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// The next connection of an authenticated and admitted peer. Failed handshakes are counted with the observer of
    /// <see cref="TransportOptions.OnRefusal"/> and never surface here.
    /// </summary>
    /// <exception cref="TransportException">Closed: the listener has been disposed.</exception>
    ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken);
}
