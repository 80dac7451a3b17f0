using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Udp;

/// <summary>
/// The node's one public UDP socket, shared by QUIC, STUN and TURN, the DHT and the probes that punch holes: one port to
/// forward, one mapping in a router, one address to tell. What arrives is handed to whom it is for; nobody makes the others
/// wait. Shares are opened before or after it is bound, and survive its being bound anew.
/// </summary>
public sealed class PublicSocket : IAsyncDisposable
{
    /// <summary>Largest datagram taken, in bytes: QUIC's and STUN's fit an Ethernet's 1,500.</summary>
    public const int LargestDatagram = 2048;

    private readonly Lock _gate = new();
    private readonly DatagramHandler?[] _handlers = new DatagramHandler?[Enum.GetValues<DatagramKind>().Length];
    private readonly long[] _drops = new long[Enum.GetValues<DatagramDrop>().Length];
    private Func<SocketAddress, bool>? _isServer;
    private DatagramSocket? _socket;
    private Task _receiving = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Where it is bound; port 0 while it is not.</summary>
    public IPEndPoint LocalEndPoint => Volatile.Read(ref _socket)?.LocalEndPoint ?? new IPEndPoint(IPAddress.Any, 0);

    /// <summary>How many datagrams that arrived were dropped, and why.</summary>
    public long Dropped(DatagramDrop reason) => Interlocked.Read(ref _drops[(int)reason]);

    /// <summary>Binds it; where it is bound elsewhere, it moves.</summary>
    /// <exception cref="TransportException">Unreachable: the address is taken, or not this machine's; the socket stays where it
    /// was.</exception>
    public void Bind(IPEndPoint local)
    {
        ArgumentNullException.ThrowIfNull(local);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_socket is { } bound)
            {
                if (bound.LocalEndPoint.Equals(local)) return;
                if (local.Port == 0 && bound.LocalEndPoint.Address.Equals(local.Address)) return;
            }

            var socket = DatagramSocket.Bind(local);
            var former = _socket;
            Volatile.Write(ref _socket, socket);
            _receiving = ReceiveAsync(socket, _receiving);
            former?.Close();
        }
    }

    /// <summary>Takes the datagrams of a kind until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">Somebody has them: our own mistake.</exception>
    public IDatagramSocket Open(DatagramKind kind)
    {
        var share = new SocketShare(this, kind);
        Open(kind, share.Take);
        return share;
    }

    /// <summary>Sends; see <see cref="IDatagramSocket.TrySend"/>.</summary>
    public bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to) => Volatile.Read(ref _socket)?.TrySend(datagram, to) ?? false;

    /// <summary>Closes it for good; its receiving ends at once.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _disposed = true;
            _socket?.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _receiving.ConfigureAwait(false);
    }

    /// <summary>Takes what servers of STUN and TURN send.</summary>
    /// <param name="isServer">Whether one that was asked is at an address. Called on the receiving thread: quick.</param>
    internal IDatagramSocket OpenStun(Func<SocketAddress, bool> isServer)
    {
        var share = Open(DatagramKind.Stun);
        Volatile.Write(ref _isServer, isServer);
        return share;
    }

    internal void Open(DatagramKind kind, DatagramHandler handler)
    {
        if (Interlocked.CompareExchange(ref _handlers[(int)kind], handler, null) is not null) throw new InvalidOperationException($"{kind} is taken.");
    }

    internal void Close(DatagramKind kind, DatagramHandler handler)
    {
        // Delegates of the same method and target are equal.
        if (handler.Equals(Volatile.Read(ref _handlers[(int)kind]))) Volatile.Write(ref _handlers[(int)kind], null);
    }

    private async Task ReceiveAsync(DatagramSocket socket, Task former)
    {
        // Handlers are called by one thread at a time, also while the socket moves.
        await former.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // One byte more: what is too large is seen to be.
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagram + 1, pinned: true);
        var from = socket.LocalEndPoint.AddressFamily == AddressFamily.InterNetwork ? new SocketAddress(AddressFamily.InterNetwork) : SocketAddresses.New();
        while (true)
        {
            var size = await socket.ReceiveAsync(buffer, from).ConfigureAwait(false);
            if (size < 0) return;
            if (Route(buffer.AsSpan(0, size), from) is { } drop) Interlocked.Increment(ref _drops[(int)drop]);
        }
    }

    private DatagramDrop? Route(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (datagram.Length > LargestDatagram) return DatagramDrop.TooLarge;
        var kind = Demultiplexer.KindOf(datagram, from, Volatile.Read(ref _isServer));
        if (kind == DatagramKind.Unknown) return DatagramDrop.Unknown;
        if (Volatile.Read(ref _handlers[(int)kind]) is not { } handler) return DatagramDrop.Unused;
        return handler(datagram, from) ? null : DatagramDrop.QueueFull;
    }
}
