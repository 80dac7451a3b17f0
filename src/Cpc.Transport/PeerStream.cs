namespace Cpc.Transport;

/// <summary>
/// One ordered, flow-controlled byte stream of a connection. One reader and one writer at a time. A peer that does
/// not read makes our writes wait, and only those of this stream.
/// </summary>
/// <remarks>
/// Disposing without <see cref="CompleteWritesAsync"/> aborts: a message cut short by an error must not look
/// complete to the peer. A cancelled read or write aborts its direction, as System.Net.Quic has it: nobody knows how
/// much of a write has left.
/// Reads and writes throw <see cref="TransportException"/>: StreamAborted when either side aborted, Closed or
/// Timeout when the connection ended.
/// </remarks>
public abstract class PeerStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanWrite => true;

    public sealed override bool CanSeek => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes, and with <paramref name="completeWrites"/> ends our direction with the same frame.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, bool completeWrites, CancellationToken cancellationToken);

    /// <returns>Bytes read; 0 when the peer has completed its direction.</returns>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Ends our direction in order: the peer reads to the end. The other direction stays open.</summary>
    public ValueTask CompleteWritesAsync(CancellationToken cancellationToken) =>
        WriteAsync(ReadOnlyMemory<byte>.Empty, completeWrites: true, cancellationToken);

    /// <summary>Ends both directions at once; the peer's reads and writes fail. Never blocks or throws.</summary>
    public abstract void Abort();

    public sealed override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        WriteAsync(buffer, completeWrites: false, cancellationToken);

    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(new ReadOnlyMemory<byte>(buffer, offset, count), completeWrites: false, cancellationToken).AsTask();

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(new Memory<byte>(buffer, offset, count), cancellationToken).AsTask();

    // Written data leaves at once: there is nothing to flush.
    public sealed override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public sealed override void Flush()
    {
    }

    /// <exception cref="NotSupportedException">Always: a thread is never blocked on a peer.</exception>
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <exception cref="NotSupportedException">Always: a thread is never blocked on a peer.</exception>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();
}
