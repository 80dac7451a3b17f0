using System.Net;
using System.Net.Quic;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Cpc.Cryptography;
using Cpc.Transport.Udp;

namespace Cpc.Transport;

/// <summary>A connection over QUIC.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class QuicPeerConnection : IPeerConnection
{
    private readonly QuicConnection _connection;
    private readonly OpeningCredit _opening;
    private readonly Action? _ended;
    private readonly QuicRelay? _relay;
    private readonly QuicFlow? _flow;
    private readonly Func<IPEndPoint> _where;
    private readonly TaskCompletionSource<ConnectionEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Bounded by the limit of inbound streams: what waits here counts against it.
    private readonly Channel<QuicStream> _arrived = Channel.CreateUnbounded<QuicStream>();
    private readonly Task _accepting;
    private Task? _closing;
    private int _isEnded;

    /// <param name="connection">Authenticated both ways and greeted; owned from here on.</param>
    /// <param name="opening">What the peer lets us open.</param>
    /// <param name="early">Streams that arrived before the greeting.</param>
    /// <param name="ended">Called once when the connection has ended.</param>
    /// <param name="relay">What it runs through; null where it does not.</param>
    /// <param name="flow">What was dialed; owned from here on.</param>
    public QuicPeerConnection(
        QuicConnection connection, PeerId peer, bool dialed, OpeningCredit opening, IEnumerable<QuicStream> early, Action? ended, QuicRelay? relay = null, QuicFlow? flow = null)
    {
        (_connection, _opening, _ended, Peer, Dialed, _relay, _flow) = (connection, opening, ended, peer, dialed, relay, flow);
        _where = () => connection.RemoteEndPoint;
        relay?.Track(_where);
        foreach (var stream in early) _arrived.Writer.TryWrite(stream);
        _accepting = AcceptLoopAsync();
    }

    public PeerId Peer { get; }

    public string Transport => QuicTransport.TransportName;

    public bool Dialed { get; }

    /// <summary>Where the peer is now: its address may change while the connection lives.</summary>
    public EndPoint RemoteEndPoint => _relay?.RemoteOf(_where()) ?? _where();

    public Task<ConnectionEnd> Completion => _completion.Task;

    /// <summary>What operations are refused with since the connection has ended; null while it lives.</summary>
    internal TransportRefusal? EndedWith => Completion.IsCompleted ? Completion.Result.Refusal : null;

    public async ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken)
    {
        await _opening.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // There is room for it: this does not wait for the peer and is not to be cancelled.
            return new QuicPeerStream(await _connection.OpenOutboundStreamAsync(QuicStreamType.Bidirectional, CancellationToken.None).ConfigureAwait(false), this);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            throw new TransportException(EndedWith ?? QuicFaults.End(e).Refusal);
        }
    }

    public async ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new QuicPeerStream(await _arrived.Reader.ReadAsync(cancellationToken).ConfigureAwait(false), this);
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(EndedWith ?? TransportRefusal.Closed);
        }
    }

    public Task CloseAsync(CloseReason reason)
    {
        if (reason is < CloseReason.Finished or > CloseReason.Violation) throw new ArgumentOutOfRangeException(nameof(reason));
        End(new ConnectionEnd(reason, ByPeer: false));
        return Volatile.Read(ref _closing) ?? Completion;
    }

    public async ValueTask DisposeAsync() => await CloseAsync(CloseReason.Finished).ConfigureAwait(false);

    /// <summary>The first cause counts.</summary>
    private void End(ConnectionEnd end)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0) return;
        _opening.End(end.Refusal);
        _ended?.Invoke();
        _completion.SetResult(end);
        Volatile.Write(ref _closing, CloseConnectionAsync(end.Reason));
    }

    private async Task CloseConnectionAsync(CloseReason reason)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _connection.CloseAsync(QuicCodes.Of(reason)).ConfigureAwait(false);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            // It is gone already.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        _relay?.Forget(_where);
        if (_flow is not null) _relay!.Release(_flow);
        await _accepting.ConfigureAwait(false);
        _arrived.Writer.TryComplete();
        while (_arrived.Reader.TryRead(out var stream)) await stream.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes the peer's streams, and so notices the end of the connection.</summary>
    private async Task AcceptLoopAsync()
    {
        try
        {
            while (true) _arrived.Writer.TryWrite(await _connection.AcceptInboundStreamAsync().ConfigureAwait(false));
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            End(QuicFaults.End(e));
            _arrived.Writer.TryComplete();
        }
    }
}
