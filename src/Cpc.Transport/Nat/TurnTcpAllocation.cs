using System.Net;
using System.Threading.Channels;

namespace Cpc.Transport.Nat;

/// <summary>A TCP address on a TURN server (RFC 6062): connections go out from it and come in to it, each as a connection of its
/// own to the server, which then is the raw stream.</summary>
public sealed class TurnTcpAllocation : IAsyncDisposable
{
    /// <summary>Connections of peers that wait to be accepted; more are dropped, and the server ends them after 30 s.</summary>
    private const int MaximumWaiting = 16;

    private readonly IPEndPoint _server;
    private readonly StunTimers _timers;
    private readonly TimeProvider _time;
    private readonly TurnLease _lease;
    private readonly Channel<(IPEndPoint Peer, uint Connection)> _attempts =
        Channel.CreateBounded<(IPEndPoint, uint)>(new BoundedChannelOptions(MaximumWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private TurnTcpAllocation(IPEndPoint server, TurnLease lease, StunTimers timers, TimeProvider time)
    {
        (_server, _lease, _timers, _time) = (server, lease, timers, time);
        lease.Client.Path.OnIndication = OnIndication;
    }

    /// <summary>What to tell a peer.</summary>
    public IPEndPoint Relayed => _lease.Relayed;

    /// <summary>This node as the server sees it.</summary>
    public IPEndPoint Seen => _lease.Seen;

    /// <inheritdoc cref="TurnAllocation.Lost"/>
    public Task<TurnRefusal> Lost => _lease.Lost;

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
            (lease, var refusal) = await TurnLease.AllocateAsync(new TurnClient(path, username, password), tcp: true, time, cancellationToken).ConfigureAwait(false);
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
    /// <exception cref="TransportException">Closed: the allocation was disposed.</exception>
    public async Task<(IPEndPoint Peer, Stream? Stream, TurnRefusal Refusal)> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (peer, connection) = await _attempts.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var (stream, refusal) = await BindAsync(connection, cancellationToken).ConfigureAwait(false);
            return (peer, stream, refusal);
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(TransportRefusal.Closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _attempts.Writer.TryComplete();
        await _lease.DisposeAsync().ConfigureAwait(false);
        await _lease.Client.Path.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<(Stream? Stream, TurnRefusal Refusal)> BindAsync(uint connection, CancellationToken cancellationToken)
    {
        TcpStunPath path;
        try
        {
            path = await TcpStunPath.ConnectForOneAsync(_server, _timers, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return (null, TurnRefusal.NoAnswer);
        }

        StunMessage? answer = null;
        try
        {
            (answer, var refusal) = await _lease.Client.Over(path).AskAsync(StunMethod.ConnectionBind, w => w.Add(StunAttributeType.ConnectionId, connection), cancellationToken).ConfigureAwait(false);
            return answer is null ? (null, refusal) : (await path.HandOverAsync().ConfigureAwait(false), TurnRefusal.None);
        }
        finally
        {
            if (answer is null) await path.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void OnIndication(StunMessage message)
    {
        if (message.Method != StunMethod.ConnectionAttempt || message.Number(StunAttributeType.ConnectionId) is not { } connection) return;
        if (message.Address(StunAttributeType.XorPeerAddress) is { } peer) _attempts.Writer.TryWrite((peer, connection));
    }
}
