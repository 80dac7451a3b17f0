using System.Collections.Concurrent;
using System.Net;
using Cpc.Transport.Udp;

namespace Cpc.Transport.Nat;

/// <summary>One UDP socket from which any number of servers are asked: what a NAT makes of it is what each of them sees.</summary>
public sealed class StunSocket : IAsyncDisposable
{
    private readonly IDatagramSocket _socket;
    private readonly StunTimers _timers;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<SocketAddress, Path> _paths = new(SocketAddresses.Comparer);
    private readonly Task _receiving;
    private int _disposed;

    /// <summary>A socket of its own.</summary>
    /// <exception cref="TransportException">Unreachable: there is no such socket, or the address can't be bound.</exception>
    public StunSocket(IPEndPoint local, StunTimers timers, TimeProvider time)
    {
        (_timers, _time) = (timers, time);
        _socket = DatagramSocket.Bind(local);
        _receiving = ReceiveAsync();
    }

    /// <summary>On the node's socket: what servers see of it is what they see of QUIC and the DHT.</summary>
    public StunSocket(PublicSocket socket, StunTimers timers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(socket);
        (_timers, _time) = (timers, time);
        _socket = socket.OpenStun(_paths.ContainsKey);
        _receiving = ReceiveAsync();
    }

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>The way to one server. Disposing it leaves the socket open.</summary>
    public StunPath To(IPEndPoint server) => PathTo(server);

    /// <summary>Asks a server, and takes the answer only from another address, as CHANGE-REQUEST wants it (RFC 5780 §7.2); that it
    /// knows no such request, it says from where it was asked. Meanwhile that address is no server's.</summary>
    /// <param name="source">Where the answer has to come from.</param>
    internal async Task<StunMessage?> RequestAsync(IPEndPoint server, IPEndPoint source, byte[] request, CancellationToken cancellationToken)
    {
        var path = new Path(this, server);
        var from = source.Serialize();
        _paths.TryRemove(from, out var before);
        _paths[from] = path;
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var answered = path.AwaitAsync(request, decided.Token);
            var refused = PathTo(server).RequestAsync(request, m => m.Class == StunClass.Error, decided.Token);
            var first = await Task.WhenAny(answered, refused).ConfigureAwait(false);
            return await first.ConfigureAwait(false) ?? (first == refused ? await answered.ConfigureAwait(false) : null);
        }
        finally
        {
            await decided.CancelAsync().ConfigureAwait(false);
            if (before is null) _paths.TryRemove(from, out _);
            else _paths[from] = before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _socket.DisposeAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        foreach (var path in _paths.Values) path.End();
    }

    private Path PathTo(IPEndPoint server) => _paths.GetOrAdd(server.Serialize(), _ => new Path(this, server));

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(PublicSocket.LargestDatagram);
        var from = SocketAddresses.New();
        while (true)
        {
            var size = await _socket.ReceiveAsync(buffer, from).ConfigureAwait(false);
            if (size < 0) return;
            // Only from servers that were asked.
            if (_paths.TryGetValue(from, out var path)) path.Received(buffer.AsMemory(0, size));
        }
    }

    private sealed class Path(StunSocket owner, IPEndPoint server) : StunPath
    {
        private readonly SocketAddress _server = server.Serialize();

        public override ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            owner._socket.TrySend(message.Span, _server)
                ? ValueTask.CompletedTask
                : ValueTask.FromException(new TransportException(Volatile.Read(ref owner._disposed) != 0 ? TransportRefusal.Closed : TransportRefusal.Unreachable));

        internal override Task<StunMessage?> RequestAsync(byte[] request, Func<StunMessage, bool> accepts, CancellationToken cancellationToken) =>
            RequestAsync(request, accepts, owner._timers.Waits(), () => SendAsync(request, cancellationToken), owner._time, cancellationToken);

        /// <summary>As if it had been sent.</summary>
        public Task<StunMessage?> AwaitAsync(byte[] request, CancellationToken cancellationToken) =>
            RequestAsync(request, _ => true, owner._timers.Waits(), () => ValueTask.CompletedTask, owner._time, cancellationToken);

        public override ValueTask DisposeAsync()
        {
            owner._paths.TryRemove(_server, out _);
            End();
            return ValueTask.CompletedTask;
        }

        public void Received(ReadOnlyMemory<byte> packet) => Take(packet);

        public void End() => Fail(TransportRefusal.Closed);
    }
}
