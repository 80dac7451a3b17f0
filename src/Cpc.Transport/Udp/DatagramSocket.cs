using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Cpc.Transport.Udp;

/// <summary>A UDP socket of one's own.</summary>
public sealed class DatagramSocket : IDatagramSocket
{
    /// <summary>Asked for in bytes; the system may give less. A burst of a millisecond or two of a fast network.</summary>
    internal const int BufferSize = 2 * 1024 * 1024;

    private readonly Socket _socket;
    private int _disposed;

    private DatagramSocket(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <exception cref="TransportException">Unreachable: the address is taken, or not this machine's.</exception>
    public static DatagramSocket Bind(IPEndPoint local)
    {
        ArgumentNullException.ThrowIfNull(local);
        Socket? socket = null;
        try
        {
            // A full send buffer loses the datagram, instead of holding up a thread.
            socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = BufferSize, SendBufferSize = BufferSize };
            DontFragment(socket);
            socket.Bind(local);
            return new DatagramSocket(socket);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new TransportException(TransportRefusal.Unreachable, e);
        }
    }

    public bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, to);
            return true;
        }
        catch (SocketException e)
        {
            // A full buffer, or an ICMP error of an earlier sending: this one is lost, as any may be.
            return e.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.ConnectionRefused or SocketError.ConnectionReset;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, SocketAddress from)
    {
        while (true)
        {
            try
            {
                // It has shrunk to the last address.
                from.Size = from.Buffer.Length;
                return await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // While it is open: a datagram larger than the buffer, or an ICMP error of an earlier sending; others follow.
                if (Volatile.Read(ref _disposed) != 0) return -1;
            }
        }
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _socket.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    // QUIC finds out how large a datagram may be (RFC 9000 §14); fragments would deceive it, and many networks lose them.
    private static void DontFragment(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetwork) socket.DontFragment = true;
        else if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(41 /* IPPROTO_IPV6 */, 23 /* IPV6_MTU_DISCOVER */, [2, 0, 0, 0] /* IPV6_PMTUDISC_DO */);
    }
}
