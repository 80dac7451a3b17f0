using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>A connection over TLS 1.3 and TCP with streams of our own (docs/adr/0010-streams-over-tls.md).</summary>
internal sealed class TlsPeerConnection : IPeerConnection
{
    /// <summary>How long the last bytes may take when a connection is closed, each way.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly TransportOptions _options;
    private readonly Socket _socket;
    private readonly SslStream _tls;
    private readonly MuxSender _sender;
    private readonly MuxStreams _streams;
    private readonly MuxReceiver _receiver;
    private readonly Action? _ended;
    private readonly TaskCompletionSource<ConnectionEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _watch = new();
    private readonly Task _running;
    private int _isEnded;

    /// <param name="tls">Authenticated both ways and greeted; owned from here on, with its socket.</param>
    /// <param name="transport">Name of the transport.</param>
    /// <param name="remote">The other side, which is not the socket's where a relay is between the two; null when it is not known.</param>
    /// <param name="ended">Called once when the connection has ended.</param>
    public TlsPeerConnection(TransportOptions options, Socket socket, SslStream tls, string transport, EndPoint? remote, PeerId peer, bool dialed, Action? ended)
    {
        (_options, _socket, _tls, _ended) = (options, socket, tls, ended);
        (Peer, Dialed) = (peer, dialed);
        Transport = transport;
        RemoteEndPoint = remote ?? new IPEndPoint(IPAddress.None, 0);
        _sender = new MuxSender(tls, options.TimeProvider);
        _streams = new MuxStreams(_sender, dialed, options.MaximumInboundStreams, options.StreamWindow);
        _receiver = new MuxReceiver(tls, _sender, _streams, options.TimeProvider);
        _sender.AppendSettings(options.StreamWindow, options.MaximumInboundStreams);
        _running = RunAsync();
    }

    public PeerId Peer { get; }

    public string Transport { get; }

    public bool Dialed { get; }

    public EndPoint RemoteEndPoint { get; }

    public Task<ConnectionEnd> Completion => _completion.Task;

    public async ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken) =>
        await _streams.OpenAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken) => _streams.AcceptAsync(cancellationToken);

    public Task CloseAsync(CloseReason reason)
    {
        if (reason is < CloseReason.Finished or > CloseReason.Violation) throw new ArgumentOutOfRangeException(nameof(reason));
        End(new ConnectionEnd(reason, ByPeer: false));
        return _running;
    }

    public async ValueTask DisposeAsync() => await CloseAsync(CloseReason.Finished).ConfigureAwait(false);

    /// <summary>The first cause counts. Streams fail at once; the peer is told unless it is gone.</summary>
    private void End(ConnectionEnd end)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0) return;
        _streams.End(end.Refusal);
        _sender.Stop(end is { ByPeer: false, Reason: <= CloseReason.Violation } ? end.Reason : null);
        _watch.Cancel();
        _ended?.Invoke();
        _completion.SetResult(end);
    }

    private async Task RunAsync()
    {
        // The constructor returns before the first byte is sent or read.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var sending = SendAsync();
        var receiving = ReceiveAsync();
        var watching = WatchAsync();
        var end = await Completion.ConfigureAwait(false);

        // Our last frame goes out, then the peer's end is awaited: a socket closed with unread bytes in it would
        // be reset, and the reset could overtake the reason.
        if (!end.ByPeer && end.Reason <= CloseReason.Violation)
        {
            if (await EndsInTimeAsync(sending).ConfigureAwait(false) && TryShutdownSend()) await EndsInTimeAsync(receiving).ConfigureAwait(false);
        }

        // Closing the socket ends whatever still waits on it; only then is the TLS state let go.
        _socket.Dispose();
        await Task.WhenAll(sending, receiving, watching).ConfigureAwait(false);
        await _tls.DisposeAsync().ConfigureAwait(false);
        _sender.Dispose();
        _watch.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            await _sender.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var (farewell, violation) = await _receiver.RunAsync().ConfigureAwait(false);
            if (farewell is { } reason)
            {
                End(new ConnectionEnd(reason, ByPeer: true));
            }
            else if (violation is { } broken)
            {
                if (broken != TransportRefusal.Closed) _options.Refused(broken, RemoteEndPoint);
                End(new ConnectionEnd(CloseReason.Violation, ByPeer: false));
                await _receiver.DrainAsync().ConfigureAwait(false);
            }
            else
            {
                End(new ConnectionEnd(CloseReason.Lost, ByPeer: false));
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>Probes a quiet connection and ends a dead or stalled one.</summary>
    private async Task WatchAsync()
    {
        var (time, idle, probe) = (_options.TimeProvider, _options.IdleTimeout, _options.KeepAlive);
        var shortest = probe == Timeout.InfiniteTimeSpan || idle < probe ? idle : probe;
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / 4, TimeSpan.TicksPerMillisecond * 10, TimeSpan.TicksPerSecond * 5)), time);
        try
        {
            while (await timer.WaitForNextTickAsync(_watch.Token).ConfigureAwait(false))
            {
                var writing = _sender.WritingSince;
                if (time.GetElapsedTime(_receiver.LastReceived) >= idle || (writing != 0 && time.GetElapsedTime(writing) >= idle))
                {
                    End(new ConnectionEnd(CloseReason.IdleTimeout, ByPeer: false));
                    return;
                }

                // Probing by what was heard, not by what was sent: a peer that only listens must answer too.
                if (probe != Timeout.InfiniteTimeSpan && time.GetElapsedTime(_receiver.LastReceived) >= probe && writing == 0) _sender.Ping();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private async Task<bool> EndsInTimeAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Linger, _options.TimeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private bool TryShutdownSend()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Whatever it was, the connection is over; what no network explains is counted.</summary>
    private void Fail(Exception e)
    {
        if (!IsLoss(e)) _options.Refused(TransportRefusal.Malformed, RemoteEndPoint);
        End(new ConnectionEnd(CloseReason.Lost, ByPeer: false));
    }

    /// <summary>What a socket or TLS throws when the other side is gone, or sends what is not TLS.</summary>
    private static bool IsLoss(Exception e) => e is IOException or SocketException or ObjectDisposedException or InvalidOperationException
        or System.Security.Authentication.AuthenticationException;
}
