using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>Accepts TCP connections and handshakes with many at once; see <see cref="ITransportListener"/>.</summary>
internal sealed class TlsListener : ITransportListener
{
    /// <summary>How long a refused dialer may take to read why.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly TransportOptions _options;
    private readonly CertificateSource _certificates;
    private readonly Socket _socket;
    private readonly AdmissionQueue _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _handshakes = new();
    private readonly Task _accepting;
    private int _disposed;

    public TlsListener(TransportOptions options, CertificateSource certificates, Socket socket)
    {
        (_options, _certificates, _socket) = (options, certificates, socket);
        _queue = new AdmissionQueue(options);
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _accepting = AcceptLoopAsync();
    }

    public IPEndPoint LocalEndPoint { get; }

    public ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken) => _queue.AcceptAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_handshakes.Keys).ConfigureAwait(false);
        await _queue.CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptLoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                Begin(socket);
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

    private void Begin(Socket socket)
    {
        var remote = RemoteOf(socket);
        if (_queue.BeginHandshake(remote) is { } full)
        {
            // Before any cryptography: dropping must cost less than asking.
            _options.Refused(full, remote);
            socket.Dispose();
            return;
        }

        var handshake = Task.Run(() => HandshakeAsync(socket, remote));
        _handshakes.TryAdd(handshake, 0);
        _ = handshake.ContinueWith(done => _handshakes.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Never throws: whatever a dialer does is counted.</summary>
    private async Task HandshakeAsync(Socket socket, EndPoint? remote)
    {
        SslStream? tls = null;
        var handedOver = false;
        try
        {
            socket.NoDelay = true;
            using var timeout = new CancellationTokenSource(_options.HandshakeTimeout, _options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
            handedOver = await HandshakeAsync(socket, tls, remote, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested) _options.Refused(TransportRefusal.Timeout, remote);
        }
        catch (Exception e)
        {
            _options.Refused(e is AuthenticationException or IOException or SocketException ? TransportRefusal.Handshake : TransportRefusal.Malformed, remote);
        }
        finally
        {
            _queue.EndHandshake(remote);
            if (!handedOver)
            {
                socket.Dispose();
                if (tls is not null) await tls.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> HandshakeAsync(Socket socket, SslStream tls, EndPoint? remote, CancellationToken cancellationToken)
    {
        // The callback judges and lets the handshake finish either way, so that the dialer can be told why. Without
        // a judgement nobody gets in.
        TransportRefusal? refusal = TransportRefusal.NoCertificate;
        PeerId peer = default;
        var authentication = TlsAuthentication.ForAcceptor(_options, _certificates.Current, certificate =>
        {
            refusal = Judgement.OfDialer(_options, certificate, out peer);
            return true;
        });
        await tls.AuthenticateAsServerAsync(authentication, cancellationToken).ConfigureAwait(false);
        if (!TlsAuthentication.IsOurNetwork(_options, tls)) refusal = TransportRefusal.WrongNetwork;
        refusal ??= _queue.Enter(peer, remote);
        if (refusal is { } reason)
        {
            _options.Refused(reason, remote);
            await SayNoAsync(socket, tls, reason, cancellationToken).ConfigureAwait(false);
            return false;
        }

        try
        {
            await tls.WriteAsync(Greeting.Encode(null), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _queue.Leave(peer, remote);
            throw;
        }

        var connection = new TlsPeerConnection(_options, socket, tls, peer, dialed: false, () => _queue.Leave(peer, remote));
        if (!_queue.TryHandOver(connection)) await connection.CloseAsync(CloseReason.ShuttingDown).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sends the refusal and waits for the dialer to hang up, since closing first could destroy what was sent.</summary>
    private async Task SayNoAsync(Socket socket, SslStream tls, TransportRefusal refusal, CancellationToken cancellationToken)
    {
        using var farewell = new CancellationTokenSource(Farewell, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(farewell.Token, cancellationToken);
        try
        {
            await tls.WriteAsync(Greeting.Encode(refusal), both.Token).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
            var rest = new byte[256];
            await socket.ReceiveAsync(rest, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Told or not, it is refused and counted already.
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
