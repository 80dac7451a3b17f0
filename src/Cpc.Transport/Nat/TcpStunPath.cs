using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>The way to a server over TCP: messages follow each other, framed by their own length (RFC 8489 §6.2.2).</summary>
public sealed class TcpStunPath : StunPath
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly StunTimers _timers;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;
    private bool _handedOver;

    private TcpStunPath(Socket socket, StunTimers timers, TimeProvider time, bool keepReading)
    {
        (_socket, _timers, _time) = (socket, timers, time);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _receiving = ReceiveAsync(keepReading);
    }

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <exception cref="TransportException">Unreachable or Timeout.</exception>
    public static Task<TcpStunPath> ConnectAsync(IPEndPoint server, StunTimers timers, TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(server, timers, time, keepReading: true, cancellationToken);

    /// <summary>One that reads a single message and no byte more: what follows it belongs to somebody else (RFC 6062 §4.3).</summary>
    internal static Task<TcpStunPath> ConnectForOneAsync(IPEndPoint server, StunTimers timers, TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(server, timers, time, keepReading: false, cancellationToken);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new TransportException(TransportRefusal.Closed, e);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override Task<StunMessage?> RequestAsync(byte[] request, CancellationToken cancellationToken) =>
        RequestAsync(request, [_timers.Reliable], () => SendAsync(request, cancellationToken), _time, cancellationToken);

    /// <summary>After its one message: the raw bytes, now the caller's.</summary>
    internal async Task<NetworkStream> HandOverAsync()
    {
        await _receiving.ConfigureAwait(false);
        _handedOver = true;
        return _stream;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested || _handedOver) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _writing.Dispose();
        _stop.Dispose();
    }

    private static async Task<TcpStunPath> ConnectAsync(IPEndPoint server, StunTimers timers, TimeProvider time, bool keepReading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var timeout = new CancellationTokenSource(timers.Reliable, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, both.Token).ConfigureAwait(false);
            return new TcpStunPath(socket, timers, time, keepReading);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new TransportException(e is SocketException ? TransportRefusal.Unreachable : TransportRefusal.Timeout, e);
        }
    }

    private async Task ReceiveAsync(bool keepReading)
    {
        var buffer = new byte[StunMessage.MaximumSize];
        try
        {
            do
            {
                await _stream.ReadExactlyAsync(buffer.AsMemory(0, StunMessage.HeaderSize), _stop.Token).ConfigureAwait(false);
                var size = StunMessage.HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2));
                // Once a message makes no sense, nothing after it does.
                if ((buffer[0] & 0xC0) != 0 || size > buffer.Length) break;
                await _stream.ReadExactlyAsync(buffer.AsMemory(StunMessage.HeaderSize, size - StunMessage.HeaderSize), _stop.Token).ConfigureAwait(false);
                Take(buffer.AsMemory(0, size));
            }
            while (keepReading);
            if (keepReading) Fail(TransportRefusal.Malformed);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(TransportRefusal.Closed);
        }
    }
}
