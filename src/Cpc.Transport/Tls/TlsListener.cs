using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport;

/// <summary>Accepts TCP connections; see <see cref="ITransportListener"/>.</summary>
internal sealed class TlsListener : ITransportListener
{
    private readonly TransportOptions _options;
    private readonly Socket _socket;
    private readonly TlsAcceptor _acceptor;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _disposed;

    public TlsListener(TransportOptions options, CertificateSource certificates, Socket socket)
    {
        (_options, _socket) = (options, socket);
        _acceptor = new TlsAcceptor(options, certificates, TlsTransport.TransportName);
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _accepting = AcceptLoopAsync();
    }

    public IPEndPoint LocalEndPoint { get; }

    public ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken) => _acceptor.AcceptAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        await _acceptor.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptLoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                _acceptor.Begin(socket, RemoteOf(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A dialer that went away, or no file descriptor left: go on, and not in a tight loop.
                await Task.Delay(TimeSpan.FromMilliseconds(50), _options.TimeProvider).ConfigureAwait(false);
            }
        }
    }

    private static EndPoint? RemoteOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
