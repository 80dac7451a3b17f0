using System.Collections.Concurrent;
using System.Net;
using Cpc.Transport.Datagram;

namespace Cpc.Transport.Udp;

/// <summary>
/// Lets msquic, which insists on sockets of its own, use the public one: it listens and dials on loopback only, and each remote
/// address has a <see cref="QuicFlow"/> between the two (docs/adr/0016). Whether an address is true, QUIC finds out itself
/// (RFC 9000 §8); until then a flow is unproved and gives way to others. Thread-safe.
/// </summary>
public sealed class QuicRelay : IDisposable
{
    private const byte LongHeader = 0x80;
    private const int DestinationIdLength = 5;

    // What is smaller begins no connection and moves none: a first Initial is padded to this (RFC 9000 §14.1), and no packet with
    // a short header is smaller than a stateless reset (§10.3).
    private const int SmallestInitial = 1200;
    private const int SmallestShort = 21;

    // Networks metered at once: one that took a single place is forgotten soon after.
    private const int MaxMetered = 4096;

    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    // What a connection says last must get out.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly PublicSocket _socket;
    private readonly RelayLimits _limits;
    private readonly TimeProvider _time;
    private readonly Action<TransportRefusal, IPAddress?>? _onRefusal;
    private readonly DatagramHandler _handler;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SocketAddress, QuicFlow> _accepted = new(SocketAddresses.Comparer);
    private readonly ConcurrentDictionary<SocketAddress, QuicFlow[]> _dialed = new(SocketAddresses.Comparer);
    private readonly ConcurrentDictionary<int, QuicFlow> _byPort = new();
    private readonly ConcurrentDictionary<Func<IPEndPoint>, byte> _connections = new();
    private readonly ConcurrentDictionary<QuicFlow, long> _released = new();
    private readonly TokenBuckets<bool> _new;
    private readonly TokenBuckets<NetworkPrefix> _newOfNetwork;
    private readonly ITimer _timer;
    private IPEndPoint? _listener;
    private bool _disposed;

    /// <param name="onRefusal">Counts flows refused, with their address.</param>
    public QuicRelay(PublicSocket socket, TimeProvider time, RelayLimits? limits = null, Action<TransportRefusal, IPAddress?>? onRefusal = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(time);
        (_socket, _time, _onRefusal, _limits) = (socket, time, onRefusal, limits ?? new RelayLimits());
        _new = new TokenBuckets<bool>(_limits.NewPerSecond, _limits.NewAtOnce, 1);
        _newOfNetwork = new TokenBuckets<NetworkPrefix>(_limits.NewPerSecondOfNetwork, _limits.NewAtOnceOfNetwork, MaxMetered);
        _handler = Receive;
        socket.Open(DatagramKind.Quic, _handler);
        _timer = time.CreateTimer(_ => Tidy(), null, Housekeeping, Housekeeping);
    }

    /// <summary>Flows of either kind.</summary>
    public int Flows => _byPort.Count;

    internal PublicSocket Socket => _socket;

    /// <summary>Closes all flows, and with them what runs over them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        _socket.Close(DatagramKind.Quic, _handler);
        _timer.Dispose();
        foreach (var (_, flow) in _byPort) Drop(flow);
    }

    /// <summary>What comes from new addresses is for msquic at this one on loopback.</summary>
    internal void Serve(IPEndPoint listener) => Volatile.Write(ref _listener, listener);

    /// <summary>It listens no more; the flows that exist stay.</summary>
    internal void StopServing(IPEndPoint listener)
    {
        var serving = Volatile.Read(ref _listener);
        if (listener.Equals(serving)) Interlocked.CompareExchange(ref _listener, null, serving);
    }

    /// <summary>Whether a remote address can be dialed from the public socket.</summary>
    internal bool Reaches(IPEndPoint remote)
    {
        var local = _socket.LocalEndPoint;
        if (local.Port == 0 || local.AddressFamily != remote.AddressFamily) return false;
        return local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any) || IPAddress.IsLoopback(local.Address) == IPAddress.IsLoopback(remote.Address);
    }

    /// <summary>A flow for one dial; its loopback address is to be dialed. <see cref="Release"/> gives it back.</summary>
    /// <exception cref="TransportException">Unreachable: there is no socket left.</exception>
    internal QuicFlow Dial(IPEndPoint remote)
    {
        lock (_gate)
        {
            var flow = (_disposed ? null : QuicFlow.TryOpen(_socket, remote.Serialize(), null, _time, Drop)) ?? throw new TransportException(TransportRefusal.Unreachable);
            flow.IsProved = true;
            _byPort[flow.LoopbackEndPoint.Port] = flow;
            _dialed.AddOrUpdate(flow.Key, [flow], (_, flows) => [.. flows, flow]);
            return flow;
        }
    }

    /// <summary>Closes a dialer's flow soon.</summary>
    internal void Release(QuicFlow flow) => _released.TryAdd(flow, _time.GetTimestamp());

    /// <summary>The true address behind one that msquic tells.</summary>
    internal EndPoint RemoteOf(IPEndPoint loopback) =>
        IPAddress.IsLoopback(loopback.Address) && _byPort.TryGetValue(loopback.Port, out var flow) ? flow.Remote : loopback;

    /// <summary>Counts a connection: the flow it is on is proved, also when it moves to another.</summary>
    /// <param name="where">The remote address msquic tells. Called often, on any thread.</param>
    internal void Track(Func<IPEndPoint> where)
    {
        _connections[where] = 0;
        Prove(where);
    }

    internal void Forget(Func<IPEndPoint> where)
    {
        if (!_connections.TryRemove(where, out _) || !_byPort.TryGetValue(where().Port, out var flow)) return;
        lock (_gate) flow.IsProved = flow.Listener is null;
    }

    /// <summary>Whether a datagram is a server's: it has no name for its destination, as msquic's dialers give themselves none. A
    /// short header doesn't tell.</summary>
    private static bool IsForDialer(ReadOnlySpan<byte> datagram) =>
        (datagram[0] & LongHeader) == 0 || datagram.Length <= DestinationIdLength || datagram[DestinationIdLength] == 0;

    private static bool IsForListener(ReadOnlySpan<byte> datagram) => (datagram[0] & LongHeader) == 0 || !IsForDialer(datagram);

    // Where both sides dialed each other, a short header may be for either connection, and so may any be where one was dialed
    // twice: each gets it, and whose it is not can't open it.
    private bool Receive(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        var found = false;
        if (IsForDialer(datagram) && _dialed.TryGetValue(from, out var dialed))
        {
            found = true;
            foreach (var flow in dialed) flow.ToQuic(datagram);
        }

        if (!IsForListener(datagram)) return true;
        var listener = Volatile.Read(ref _listener);
        if (_accepted.TryGetValue(from, out var accepted))
        {
            // The listener was started anew since: what begins now is for the new one.
            if (!accepted.IsProved && listener is not null && !listener.Equals(accepted.Listener)) Drop(accepted);
            else found = true;
        }

        if (!found) accepted = listener is null ? null : Admit(datagram, from, listener);
        accepted?.ToQuic(datagram);
        return true;
    }

    private static bool CanOpen(ReadOnlySpan<byte> datagram) => datagram.Length >= ((datagram[0] & LongHeader) == 0 ? SmallestShort : SmallestInitial);

    private QuicFlow? Admit(ReadOnlySpan<byte> datagram, SocketAddress from, IPEndPoint listener)
    {
        var address = from.ToEndPoint().Address;
        if (!CanOpen(datagram))
        {
            _onRefusal?.Invoke(TransportRefusal.Malformed, address);
            return null;
        }

        TransportRefusal refusal;
        lock (_gate)
        {
            if (_disposed) return null;
            refusal = MakeRoom(NetworkPrefix.Of(address));
            if (refusal == default)
            {
                var flow = QuicFlow.TryOpen(_socket, from.Copy(), listener, _time, Drop);
                if (flow is not null)
                {
                    _byPort[flow.LoopbackEndPoint.Port] = flow;
                    return _accepted[flow.Key] = flow;
                }

                refusal = TransportRefusal.TooManyConnections;
            }
        }

        _onRefusal?.Invoke(refusal, address);
        return null;
    }

    /// <returns>The limit that is reached; 0 when there is room.</returns>
    private TransportRefusal MakeRoom(NetworkPrefix network)
    {
        var now = _time.GetUtcNow();
        // First its own, so that nobody takes those of all.
        if (!_newOfNetwork.TryTake(network, now)) return TransportRefusal.TooManyOfNetwork;
        if (!_new.TryTake(true, now)) return TransportRefusal.TooManyHandshakes;
        var (all, unproved, near, unprovedNear) = (0, 0, 0, 0);
        QuicFlow? idlest = null, idlestNear = null;
        foreach (var (_, flow) in _accepted)
        {
            var isNear = flow.Network == network;
            all++;
            if (isNear) near++;
            if (flow.IsProved) continue;
            unproved++;
            if (idlest is null || flow.LastUsed < idlest.LastUsed) idlest = flow;
            if (!isNear) continue;
            unprovedNear++;
            if (idlestNear is null || flow.LastUsed < idlestNear.LastUsed) idlestNear = flow;
        }

        if (near >= _limits.MaximumPerNetwork || unprovedNear >= _limits.MaximumUnprovedPerNetwork)
        {
            if (idlestNear is null) return TransportRefusal.TooManyOfNetwork;
            Drop(idlestNear);
        }
        else if (all >= _limits.MaximumFlows || unproved >= _limits.MaximumUnproved)
        {
            if (idlest is null) return TransportRefusal.TooManyConnections;
            Drop(idlest);
        }

        return default;
    }

    private void Prove(Func<IPEndPoint> where)
    {
        if (!_byPort.TryGetValue(where().Port, out var flow)) return;
        lock (_gate) flow.IsProved = true;
    }

    private void Tidy()
    {
        foreach (var (where, _) in _connections) Prove(where);
        foreach (var (_, flow) in _accepted)
        {
            if (_time.GetElapsedTime(flow.LastUsed) >= (flow.IsProved ? _limits.IdleLife : _limits.UnprovedLife)) Drop(flow);
        }

        foreach (var (flow, since) in _released)
        {
            if (_time.GetElapsedTime(since) >= Farewell) Drop(flow);
        }
    }

    private void Drop(QuicFlow flow)
    {
        lock (_gate)
        {
            _released.TryRemove(flow, out _);
            _byPort.TryRemove(new(flow.LoopbackEndPoint.Port, flow));
            _accepted.TryRemove(new(flow.Key, flow));
            if (_dialed.TryGetValue(flow.Key, out var flows))
            {
                QuicFlow[] others = [.. flows.Where(f => f != flow)];
                if (others.Length == 0) _dialed.TryRemove(flow.Key, out _);
                else _dialed[flow.Key] = others;
            }
        }

        flow.Dispose();
    }
}
