using System.Net;
using System.Threading.Channels;
using Cpc.Cryptography;
using Cpc.Transport.Udp;

namespace Cpc.Transport.Datagram;

/// <summary>
/// <see cref="DatagramSessions"/> on a UDP socket. What arrives is decrypted here and waits in a bounded channel for its
/// owner; when the channel is full, datagrams are dropped, as the network may do at any time. Thread-safe.
/// </summary>
public sealed class DatagramEndpoint : IAsyncDisposable
{
    /// <summary>Events that wait for the owner: half a second's worth of a busy node.</summary>
    public const int MaxEvents = 1024;

    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly IDatagramSocket _socket;
    private readonly TimeProvider _time;
    private readonly DatagramSessions _sessions;
    private readonly Channel<DatagramEvent> _events = Channel.CreateBounded<DatagramEvent>(new BoundedChannelOptions(MaxEvents) { SingleReader = true });
    private readonly Task _receiving;
    private readonly ITimer _timer;
    private long _dropped;
    private bool _disposed;

    private DatagramEndpoint(IDatagramSocket socket, DatagramOptions options, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _sessions = new DatagramSessions(options with { Send = Send });
        _receiving = ReceiveAsync();
        _timer = time.CreateTimer(_ => Expire(), null, Housekeeping, Housekeeping);
    }

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>What arrived; complete when the endpoint is disposed.</summary>
    public ChannelReader<DatagramEvent> Events => _events.Reader;

    /// <summary>Events dropped because the owner did not keep up.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Sessions with keys.</summary>
    public int Sessions
    {
        get
        {
            lock (_lock) return _sessions.Count;
        }
    }

    /// <summary>Opens a socket of its own.</summary>
    /// <param name="options">Its Send is not used.</param>
    /// <exception cref="TransportException">Unreachable: the address is taken, or not this machine's.</exception>
    public static DatagramEndpoint Bind(IPEndPoint local, DatagramOptions options, TimeProvider time) => new(DatagramSocket.Bind(local), options, time);

    /// <summary>On the node's socket, also before that is bound.</summary>
    /// <param name="options">Its Send is not used.</param>
    /// <exception cref="InvalidOperationException">There is one already: our own mistake.</exception>
    public static DatagramEndpoint On(PublicSocket socket, DatagramOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new DatagramEndpoint(socket.Open(DatagramKind.Dht), options, time);
    }

    /// <summary>How often a refusal happened.</summary>
    public long Refused(DatagramRefusal refusal)
    {
        lock (_lock) return _sessions.Refusals[refusal];
    }

    /// <inheritdoc cref="DatagramSessions.Ask"/>
    public uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide)
    {
        lock (_lock) return _disposed ? 0 : _sessions.Ask(peer, question, mayRide, _time.GetUtcNow());
    }

    /// <inheritdoc cref="DatagramSessions.Introduce"/>
    public bool Introduce(PeerId peer, IPEndPoint address)
    {
        lock (_lock) return !_disposed && _sessions.Introduce(peer, address, _time.GetUtcNow());
    }

    /// <inheritdoc cref="DatagramSessions.GiveUp"/>
    public void GiveUp(uint id)
    {
        lock (_lock)
        {
            if (!_disposed) _sessions.GiveUp(id);
        }
    }

    /// <inheritdoc cref="DatagramSessions.Reply"/>
    public void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer)
    {
        lock (_lock)
        {
            if (!_disposed) _sessions.Reply(question, answer, _time.GetUtcNow());
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _sessions.Dispose();
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _socket.DisposeAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _events.Writer.TryComplete();
    }

    private async Task ReceiveAsync()
    {
        // One byte more: what is too large is seen to be.
        var buffer = GC.AllocateUninitializedArray<byte>(DatagramLimits.DatagramSize + 1);
        var from = SocketAddresses.New();
        while (true)
        {
            var size = await _socket.ReceiveAsync(buffer, from).ConfigureAwait(false);
            if (size < 0) return;
            Receive(buffer.AsSpan(0, size), from.ToEndPoint());
        }
    }

    private void Receive(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        DatagramEvent? received;
        lock (_lock)
        {
            if (_disposed) return;
            received = _sessions.Receive(datagram, from, _time.GetUtcNow());
        }

        if (received is not null && !_events.Writer.TryWrite(received)) Interlocked.Increment(ref _dropped);
    }

    // No route, or no room: a datagram may get lost.
    private void Send(ReadOnlySpan<byte> datagram, IPEndPoint to) => _socket.TrySend(datagram, to.Serialize());

    private void Expire()
    {
        lock (_lock)
        {
            if (!_disposed) _sessions.Expire(_time.GetUtcNow());
        }
    }
}
