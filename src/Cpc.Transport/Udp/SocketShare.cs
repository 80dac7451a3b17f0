using System.Net;

namespace Cpc.Transport.Udp;

/// <summary>One kind of the public socket's datagrams, in a bounded queue of its own: who does not keep up loses their own.</summary>
internal sealed class SocketShare(PublicSocket socket, DatagramKind kind) : IDatagramSocket
{
    /// <summary>Datagrams that wait: what a fast network brings within the time of a slow handshake.</summary>
    private const int MaximumWaiting = 256;

    private readonly DatagramQueue _queue = new(MaximumWaiting, PublicSocket.LargestDatagram);

    public IPEndPoint LocalEndPoint => socket.LocalEndPoint;

    public bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to) => socket.TrySend(datagram, to);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, SocketAddress from) => _queue.ReadAsync(buffer, from);

    /// <summary>Gives the share back; the socket stays.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Close(kind, Take);
        _queue.Close();
        return ValueTask.CompletedTask;
    }

    public bool Take(ReadOnlySpan<byte> datagram, SocketAddress from) => _queue.TryWrite(datagram, from);
}
