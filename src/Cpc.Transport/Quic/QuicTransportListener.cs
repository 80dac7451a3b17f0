using System.Collections.Concurrent;
using System.Net;
using System.Net.Quic;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Cpc.Transport.Udp;

namespace Cpc.Transport;

/// <summary>Accepts QUIC connections and greets many at once; see <see cref="ITransportListener"/>.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class QuicTransportListener : ITransportListener
{
    /// <summary>How long a refused dialer may take to read why.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly TransportOptions _options;
    private readonly QuicListener _listener;
    private readonly QuicRelay? _relay;
    private readonly ConditionalWeakTable<QuicConnection, OpeningCredit> _opening;
    private readonly AdmissionQueue _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _greetings = new();
    private readonly Task _accepting;
    private int _disposed;

    private QuicTransportListener(TransportOptions options, QuicListener listener, QuicRelay? relay, ConditionalWeakTable<QuicConnection, OpeningCredit> opening)
    {
        (_options, _listener, _relay, _opening) = (options, listener, relay, opening);
        _queue = new AdmissionQueue(options);
        _accepting = AcceptLoopAsync();
    }

    public IPEndPoint LocalEndPoint => _relay?.Socket.LocalEndPoint ?? _listener.LocalEndPoint;

    public static async Task<QuicTransportListener> StartAsync(TransportOptions options, CertificateSource certificates, QuicRelay? relay, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        relay?.Socket.Bind(endPoint);
        var opening = new ConditionalWeakTable<QuicConnection, OpeningCredit>();
        var listener = await QuicListener.ListenAsync(
            new QuicListenerOptions
            {
                ListenEndPoint = relay is null ? endPoint : new IPEndPoint(IPAddress.Loopback, 0),
                ApplicationProtocols = [TlsAuthentication.Protocol(options)],
                // msquic does the handshakes, and refuses those beyond this number before any cryptography.
                ListenBacklog = options.MaximumPendingHandshakes,
                // The callback lets everyone finish, even without a certificate, so that the dialer can be told why
                // it is refused; the judgement follows before anything is accepted.
                ConnectionOptionsCallback = (connection, _, _) =>
                {
                    var authentication = TlsAuthentication.ForAcceptor(options, certificates.Current, static _ => true);
                    return ValueTask.FromResult(QuicSettings.ForAcceptor(options, authentication, opening.GetOrCreateValue(connection)));
                },
            },
            cancellationToken).ConfigureAwait(false);
        relay?.Serve(listener.LocalEndPoint);
        return new QuicTransportListener(options, listener, relay, opening);
    }

    public ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken) => _queue.AcceptAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _relay?.StopServing(_listener.LocalEndPoint);
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_greetings.Keys).ConfigureAwait(false);
        await _queue.CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptLoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Begin(await _listener.AcceptConnectionAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                // A failed handshake of someone surfaces here, one at a time: count it and go on. Should the
                // listener itself be broken, this is no tight loop.
                _options.Refused(QuicFaults.OfHandshake(e), from: null);
                if (!QuicFaults.IsHandshake(e)) await Task.Delay(TimeSpan.FromMilliseconds(50), _options.TimeProvider).ConfigureAwait(false);
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private void Begin(QuicConnection connection)
    {
        // Where it is now: it may move, and leaves from where it came.
        var remote = RemoteOf(connection);
        var full = _queue.BeginHandshake(remote);
        if (full is { } limit) _options.Refused(limit, remote);
        var greeting = full is null ? Task.Run(() => GreetAsync(connection, remote)) : DropAsync(connection);
        _greetings.TryAdd(greeting, 0);
        _ = greeting.ContinueWith(done => _greetings.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Never throws: whatever a dialer does is counted.</summary>
    private async Task GreetAsync(QuicConnection connection, EndPoint remote)
    {
        var accepted = false;
        try
        {
            using var timeout = new CancellationTokenSource(_options.HandshakeTimeout, _options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            accepted = await JudgeAsync(connection, remote, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested) _options.Refused(TransportRefusal.Timeout, remote);
        }
        catch (Exception e)
        {
            _options.Refused(QuicFaults.IsExpected(e) ? TransportRefusal.Handshake : TransportRefusal.Malformed, remote);
        }
        finally
        {
            _queue.EndHandshake(remote);
            if (!accepted) await DropAsync(connection).ConfigureAwait(false);
        }
    }

    private async Task<bool> JudgeAsync(QuicConnection connection, EndPoint remote, CancellationToken cancellationToken)
    {
        var refusal = Judgement.OfDialer(_options, connection.RemoteCertificate, out var peer);
        refusal ??= _queue.Enter(peer, remote);
        if (refusal is { } reason) _options.Refused(reason, remote);
        try
        {
            var stream = await connection.OpenOutboundStreamAsync(QuicStreamType.Unidirectional, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(Greeting.Encode(refusal), completeWrites: true, cancellationToken).ConfigureAwait(false);
                // Closing drops what is under way: the dialer must have the answer first.
                if (refusal is not null) await stream.WritesClosed.WaitAsync(Farewell, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (refusal is not null && (e is OperationCanceledException or TimeoutException || QuicFaults.IsExpected(e)))
        {
            // Told or not, it is refused and counted already.
        }
        catch
        {
            if (refusal is null) _queue.Leave(peer, remote);
            throw;
        }

        if (refusal is not null) return false;
        var accepted = new QuicPeerConnection(connection, peer, dialed: false, _opening.GetOrCreateValue(connection), [], () => _queue.Leave(peer, remote), _relay);
        if (!_queue.TryHandOver(accepted)) await accepted.CloseAsync(CloseReason.ShuttingDown).ConfigureAwait(false);
        return true;
    }

    private EndPoint RemoteOf(QuicConnection connection) => _relay?.RemoteOf(connection.RemoteEndPoint) ?? connection.RemoteEndPoint;

    private static async Task DropAsync(QuicConnection connection)
    {
        try
        {
            await connection.CloseAsync(QuicCodes.Of(CloseReason.NotAdmitted)).ConfigureAwait(false);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            // It is gone already.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
