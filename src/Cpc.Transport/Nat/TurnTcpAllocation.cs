using System.Net;
using System.Threading.Channels;

namespace Cpc.Transport.Nat;

/// <summary>A TCP address on a TURN server (RFC 6062): connections go out from it and come in to it, each as a connection of its
/// own to the server, which then is the raw stream.</summary>
public sealed class TurnTcpAllocation : IAsyncDisposable
{
    /// <summary>Connections of peers that are being bound or wait to be accepted; more are dropped, and the server ends them after
    /// 30 s.</summary>
    private const int MaximumWaiting = 16;

    private readonly IPEndPoint _server;
    private readonly StunTimers _timers;
    private readonly TimeProvider _time;
    private readonly TurnLease _lease;
    private readonly Channel<(IPEndPoint Peer, Stream? Stream, TurnRefusal Refusal)> _arrived = Channel.CreateUnbounded<(IPEndPoint, Stream?, TurnRefusal)>();
    private readonly CancellationTokenSource _stop = new();

    // Being bound, or bound and not yet accepted.
    private int _waiting;

    private TurnTcpAllocation(IPEndPoint server, TurnLease lease, StunTimers timers, TimeProvider time)
    {
        (_server, _lease, _timers, _time) = (server, lease, timers, time);
        lease.Client.Path.OnIndication = OnIndication;
        _ = EndAsync();
    }

    /// <summary>What to tell a peer.</summary>
    public IPEndPoint Relayed => _lease.Relayed;

    /// <summary>This node as the server sees it.</summary>
    public IPEndPoint Seen => _lease.Seen;

    /// <inheritdoc cref="TurnAllocation.Lost"/>
    public Task<TurnRefusal> Lost => _lease.Lost;

    /// <inheritdoc cref="TurnAllocation.OnPermissionLost"/>
    public Action<IPAddress, TurnRefusal>? OnPermissionLost
    {
        get => _lease.OnPermissionLost;
        set => _lease.OnPermissionLost = value;
    }

    /// <summary>Connects to the server and asks for an allocation.</summary>
    public static async Task<(TurnTcpAllocation? Allocation, TurnRefusal Refusal)> AllocateAsync(
        IPEndPoint server, string username, string password, StunTimers timers, TimeProvider time, CancellationToken cancellationToken)
    {
        TcpStunPath path;
        try
        {
            path = await TcpStunPath.ConnectAsync(server, timers, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return (null, TurnRefusal.NoAnswer);
        }

        TurnLease? lease = null;
        try
        {
            (lease, var refusal) = await TurnLease.AllocateAsync(new TurnClient(path, new TurnCredentials(username, password)), tcp: true, time, cancellationToken).ConfigureAwait(false);
            return (lease is null ? null : new TurnTcpAllocation(server, lease, timers, time), refusal);
        }
        finally
        {
            if (lease is null) await path.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="TurnAllocation.PermitAsync"/>
    public Task<TurnRefusal> PermitAsync(IPAddress peer, CancellationToken cancellationToken) => _lease.PermitAsync(peer, cancellationToken);

    /// <summary>Connects to a peer from the relayed address (RFC 6062 §4.3).</summary>
    /// <returns>The raw stream, the caller's; or why there is none.</returns>
    public async Task<(Stream? Stream, TurnRefusal Refusal)> ConnectAsync(IPEndPoint peer, CancellationToken cancellationToken)
    {
        var (answer, refusal) = await _lease.Client.AskAsync(StunMethod.Connect, w => w.Add(StunAttributeType.XorPeerAddress, peer), cancellationToken).ConfigureAwait(false);
        if (answer is null) return (null, refusal);
        return answer.Number(StunAttributeType.ConnectionId) is { } connection
            ? await BindAsync(connection, cancellationToken).ConfigureAwait(false)
            : (null, TurnRefusal.Malformed);
    }

    /// <summary>The next connection of a permitted peer (§4.4).</summary>
    /// <exception cref="TransportException">Closed: the allocation was disposed or lost.</exception>
    public async Task<(IPEndPoint Peer, Stream? Stream, TurnRefusal Refusal)> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            var arrived = await _arrived.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Decrement(ref _waiting);
            return arrived;
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(TransportRefusal.Closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _arrived.Writer.TryComplete();
        while (_arrived.Reader.TryRead(out var arrived))
        {
            if (arrived.Stream is { } stream) await stream.DisposeAsync().ConfigureAwait(false);
        }

        await _lease.DisposeAsync().ConfigureAwait(false);
        await _lease.Client.Path.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        await Lost.ConfigureAwait(false);
        _arrived.Writer.TryComplete();
    }

    // Each over a connection of its own, since a bind takes one answer only: where that is a new nonce, the next connection
    // uses it.
    private async Task<(Stream? Stream, TurnRefusal Refusal)> BindAsync(uint connection, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < TurnClient.MaximumTries; tries++)
        {
            var (stream, refusal, challenged) = await BindOnceAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!challenged) return (stream, refusal);
        }

        return (null, TurnRefusal.Unauthorized);
    }

    private async Task<(Stream? Stream, TurnRefusal Refusal, bool Challenged)> BindOnceAsync(uint connection, CancellationToken cancellationToken)
    {
        TcpStunPath path;
        try
        {
            path = await TcpStunPath.ConnectForOneAsync(_server, _timers, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return (null, TurnRefusal.NoAnswer, false);
        }

        StunMessage? answer = null;
        try
        {
            (answer, var refusal, var challenged) = await _lease.Client.Over(path).AskOnceAsync(StunMethod.ConnectionBind, w => w.Add(StunAttributeType.ConnectionId, connection), cancellationToken).ConfigureAwait(false);
            return answer is null ? (null, refusal, challenged) : (await path.HandOverAsync().ConfigureAwait(false), TurnRefusal.None, false);
        }
        finally
        {
            if (answer is null) await path.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void OnIndication(StunMessage message)
    {
        if (message.Method != StunMethod.ConnectionAttempt || message.Number(StunAttributeType.ConnectionId) is not { } connection) return;
        if (message.Address(StunAttributeType.XorPeerAddress) is not { } peer) return;
        // At once, also while nobody accepts: the server waits for 30 s only.
        if (Interlocked.Increment(ref _waiting) <= MaximumWaiting) _ = OfferAsync(peer, connection);
        else Interlocked.Decrement(ref _waiting);
    }

    private async Task OfferAsync(IPEndPoint peer, uint connection)
    {
        try
        {
            var (stream, refusal) = await BindAsync(connection, _stop.Token).ConfigureAwait(false);
            if (!_arrived.Writer.TryWrite((peer, stream, refusal)) && stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
