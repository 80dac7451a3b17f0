using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>Handshakes with many at once that have connected over TCP, directly or through a relay, and hands over who is admitted.</summary>
/// <param name="transport">Name of the transport.</param>
internal sealed class TlsAcceptor(TransportOptions options, CertificateSource certificates, string transport) : IAsyncDisposable
{
    /// <summary>How long a refused dialer may take to read why.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly AdmissionQueue _queue = new(options);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _handshakes = new();
    private int _disposed;

    public ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken) => _queue.AcceptAsync(cancellationToken);

    /// <summary>After the last <see cref="Begin"/>: drops handshakes in progress and what nobody has accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_handshakes.Keys).ConfigureAwait(false);
        await _queue.CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Takes a socket that has connected.</summary>
    /// <param name="remote">The dialer, as far as it is known.</param>
    public void Begin(Socket socket, EndPoint? remote)
    {
        if (_queue.BeginHandshake(remote) is { } full)
        {
            // Before any cryptography: dropping must cost less than asking.
            options.Refused(full, remote);
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
            using var timeout = new CancellationTokenSource(options.HandshakeTimeout, options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
            handedOver = await HandshakeAsync(socket, tls, remote, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested) options.Refused(TransportRefusal.Timeout, remote);
        }
        catch (Exception e)
        {
            options.Refused(e is AuthenticationException or IOException or SocketException ? TransportRefusal.Handshake : TransportRefusal.Malformed, remote);
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
        var authentication = TlsAuthentication.ForAcceptor(options, certificates.Current, certificate =>
        {
            refusal = Judgement.OfDialer(options, certificate, out peer);
            return true;
        });
        await tls.AuthenticateAsServerAsync(authentication, cancellationToken).ConfigureAwait(false);
        if (!TlsAuthentication.IsOurNetwork(options, tls)) refusal = TransportRefusal.WrongNetwork;
        refusal ??= _queue.Enter(peer, remote);
        if (refusal is { } reason)
        {
            options.Refused(reason, remote);
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

        var connection = new TlsPeerConnection(options, socket, tls, transport, remote, peer, dialed: false, () => _queue.Leave(peer, remote));
        if (!_queue.TryHandOver(connection)) await connection.CloseAsync(CloseReason.ShuttingDown).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sends the refusal and waits for the dialer to hang up, since closing first could destroy what was sent.</summary>
    private async Task SayNoAsync(Socket socket, SslStream tls, TransportRefusal refusal, CancellationToken cancellationToken)
    {
        using var farewell = new CancellationTokenSource(Farewell, options.TimeProvider);
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
}
