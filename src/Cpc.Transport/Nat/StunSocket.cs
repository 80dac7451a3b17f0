using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>One UDP socket from which any number of servers are asked: what a NAT makes of it is what each of them sees.</summary>
public sealed class StunSocket : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly StunTimers _timers;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<IPEndPoint, Path> _paths = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;

    /// <exception cref="TransportException">Unreachable: the address can't be bound.</exception>
    public StunSocket(IPEndPoint local, StunTimers timers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(local);
        (_timers, _time) = (timers, time);
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(local);
        }
        catch (SocketException e)
        {
            _socket.Dispose();
            throw new TransportException(TransportRefusal.Unreachable, e);
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _receiving = ReceiveAsync();
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The way to one server. Disposing it leaves the socket open.</summary>
    public StunPath To(IPEndPoint server) => PathTo(server);

    /// <summary>Asks a server, and takes the answer from another address too, as CHANGE-REQUEST wants it (RFC 5780 §7.2).</summary>
    /// <param name="also">Where else the answer may come from.</param>
    internal Task<StunMessage?> RequestAsync(IPEndPoint server, IReadOnlyList<IPEndPoint> also, byte[] request, CancellationToken cancellationToken)
    {
        var path = PathTo(server);
        foreach (var other in also) _paths[other] = path;
        return path.RequestAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
        foreach (var path in _paths.Values) path.End();
        _stop.Dispose();
    }

    private Path PathTo(IPEndPoint server) => _paths.GetOrAdd(server, s => new Path(this, s));

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65536);
        var anyone = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _stop.Token).ConfigureAwait(false);
                // Only from servers that were asked.
                if (_paths.TryGetValue((IPEndPoint)received.RemoteEndPoint, out var path)) path.Received(buffer.AsMemory(0, received.ReceivedBytes));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier sending; the transaction's own timer decides.
                if (_stop.IsCancellationRequested) return;
            }
        }
    }

    private sealed class Path(StunSocket owner, IPEndPoint server) : StunPath
    {
        public override async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            try
            {
                await owner._socket.SendToAsync(message, SocketFlags.None, server, cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                throw new TransportException(TransportRefusal.Closed);
            }
            catch (SocketException e)
            {
                throw new TransportException(TransportRefusal.Unreachable, e);
            }
        }

        public override Task<StunMessage?> RequestAsync(byte[] request, CancellationToken cancellationToken) =>
            RequestAsync(request, owner._timers.Waits(), () => SendAsync(request, cancellationToken), owner._time, cancellationToken);

        public override ValueTask DisposeAsync()
        {
            owner._paths.TryRemove(server, out _);
            End();
            return ValueTask.CompletedTask;
        }

        public void Received(ReadOnlyMemory<byte> packet) => Take(packet);

        public void End() => Fail(TransportRefusal.Closed);
    }
}
