using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Cpc.Transport.Udp;

/// <summary>Datagrams that wait for one reader, in slots that are used again.</summary>
/// <param name="capacity">Most that wait.</param>
/// <param name="size">Largest datagram in bytes.</param>
internal sealed class DatagramQueue(int capacity, int size)
{
    private readonly Channel<Slot> _waiting = Channel.CreateBounded<Slot>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly ConcurrentQueue<Slot> _free = new();

    /// <returns>False when it is full or closed.</returns>
    public bool TryWrite(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (datagram.Length > size) return false;
        // There are never more than may wait, one being written and one being read.
        if (!_free.TryDequeue(out var slot)) slot = new Slot(size);
        datagram.CopyTo(slot.Bytes);
        slot.Size = datagram.Length;
        from.CopyTo(slot.From);
        if (_waiting.Writer.TryWrite(slot)) return true;
        _free.Enqueue(slot);
        return false;
    }

    /// <inheritdoc cref="IDatagramSocket.ReceiveAsync"/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, SocketAddress from)
    {
        while (true)
        {
            if (_waiting.Reader.TryRead(out var slot))
            {
                var length = Math.Min(slot.Size, buffer.Length);
                slot.Bytes.AsSpan(0, length).CopyTo(buffer.Span);
                slot.From.CopyTo(from);
                _free.Enqueue(slot);
                return length;
            }

            if (!await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false)) return -1;
        }
    }

    public void Close() => _waiting.Writer.TryComplete();

    private sealed class Slot(int size)
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

        public SocketAddress From { get; } = SocketAddresses.New();

        public int Size { get; set; }
    }
}
