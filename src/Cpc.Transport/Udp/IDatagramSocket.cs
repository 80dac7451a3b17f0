using System.Net;

namespace Cpc.Transport.Udp;

/// <summary>A UDP socket, or a share of the node's one. Any number may send at once; one receives.</summary>
public interface IDatagramSocket : IAsyncDisposable
{
    /// <summary>Where it is bound; port 0 while it is not yet.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Sends at once or drops, as a network may. Never blocks, never throws.</summary>
    /// <returns>False where it can't be sent: no route, too large for the path, or the socket is closed.</returns>
    bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to);

    /// <summary>The next datagram.</summary>
    /// <param name="buffer">Receives it; what does not fit is cut off.</param>
    /// <param name="from">Receives where it came from: one made by <see cref="SocketAddresses.New"/>, to be used again for the next.</param>
    /// <returns>Bytes received; -1 when the socket is closed.</returns>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, SocketAddress from);
}
