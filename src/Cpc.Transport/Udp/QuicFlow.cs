using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Udp;

/// <summary>
/// The datagrams between one remote address and msquic. A socket of its own on loopback stands for the remote one, since msquic
/// tells connections apart by the address too. Nothing is sent that QUIC or the remote side did not send.
/// </summary>
internal sealed class QuicFlow : IDisposable
{
    private readonly Socket _loopback;
    private readonly PublicSocket _public;
    private readonly SocketAddress _remote;
    private readonly TimeProvider _time;
    private readonly Action<QuicFlow> _ended;
    private long _lastUsed;
    private bool _connected;
    private int _disposed;

    private QuicFlow(Socket loopback, PublicSocket socket, SocketAddress remote, IPEndPoint? listener, TimeProvider time, Action<QuicFlow> ended)
    {
        (_loopback, _public, _time, _ended) = (loopback, socket, time, ended);
        _remote = remote;
        Remote = remote.ToEndPoint();
        Network = NetworkPrefix.Of(Remote.Address);
        LoopbackEndPoint = (IPEndPoint)loopback.LocalEndPoint!;
        Listener = listener;
        _connected = listener is not null;
        _lastUsed = time.GetTimestamp();
        _ = RelayAsync();
    }

    /// <summary>Where its datagrams come from and go to.</summary>
    public IPEndPoint Remote { get; }

    public SocketAddress Key => _remote;

    public NetworkPrefix Network { get; }

    /// <summary>What msquic takes for the remote side.</summary>
    public IPEndPoint LoopbackEndPoint { get; }

    /// <summary>Where msquic listened when it began; null where we dial.</summary>
    public IPEndPoint? Listener { get; }

    /// <summary>A connection stands on it: QUIC has proved the address.</summary>
    public bool IsProved { get; set; }

    /// <summary>When something passed last, by the monotonic clock.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <param name="remote">Becomes the flow's.</param>
    /// <param name="listener">Where msquic listens; null to dial: then the first to send to the flow is its dialer.</param>
    /// <param name="ended">Hears that msquic is not there any more.</param>
    /// <returns>Null where there is no descriptor or port left.</returns>
    public static QuicFlow? TryOpen(PublicSocket socket, SocketAddress remote, IPEndPoint? listener, TimeProvider time, Action<QuicFlow> ended)
    {
        Socket? loopback = null;
        try
        {
            loopback = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            {
                Blocking = false,
                ReceiveBufferSize = DatagramSocket.BufferSize,
                SendBufferSize = DatagramSocket.BufferSize,
            };
            loopback.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            // From then on nobody else on this machine can send to it.
            if (listener is not null) loopback.Connect(listener);
            return new QuicFlow(loopback, socket, remote, listener, time, ended);
        }
        catch (SocketException)
        {
            loopback?.Dispose();
            return null;
        }
    }

    /// <summary>Hands msquic a datagram of the remote side.</summary>
    public void ToQuic(ReadOnlySpan<byte> datagram)
    {
        // Nobody can send to a dialer that has not begun.
        if (!Volatile.Read(ref _connected) || Volatile.Read(ref _disposed) != 0) return;
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        try
        {
            _loopback.Send(datagram, SocketFlags.None, out _);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _loopback.Dispose();
    }

    private async Task RelayAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(PublicSocket.LargestDatagram);
        try
        {
            if (!_connected)
            {
                var dialer = new SocketAddress(AddressFamily.InterNetwork);
                var first = await _loopback.ReceiveFromAsync(buffer, SocketFlags.None, dialer).ConfigureAwait(false);
                await _loopback.ConnectAsync(dialer.ToEndPoint()).ConfigureAwait(false);
                Volatile.Write(ref _connected, true);
                ToRemote(buffer.AsSpan(0, first));
            }

            while (true) ToRemote(buffer.AsSpan(0, await _loopback.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed, or the port on the other side is closed.
            _ended(this);
        }
    }

    private void ToRemote(ReadOnlySpan<byte> datagram)
    {
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        _public.TrySend(datagram, _remote);
    }
}
