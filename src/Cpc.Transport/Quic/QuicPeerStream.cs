using System.Net.Quic;
using System.Runtime.Versioning;

namespace Cpc.Transport;

/// <summary>One stream of a QUIC connection.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class QuicPeerStream(QuicStream stream, QuicPeerConnection connection) : PeerStream
{
    private int _writesComplete;
    private int _readsComplete;
    private int _disposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0 && !buffer.IsEmpty) Volatile.Write(ref _readsComplete, 1);
            return read;
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            throw QuicFaults.OfStream(e, connection.EndedWith);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, bool completeWrites, CancellationToken cancellationToken)
    {
        // System.Net.Quic drops such bytes without a word.
        if (Volatile.Read(ref _writesComplete) != 0)
        {
            if (buffer.IsEmpty) return;
            throw new InvalidOperationException("The writes are complete.");
        }

        try
        {
            await stream.WriteAsync(buffer, completeWrites, cancellationToken).ConfigureAwait(false);
            if (completeWrites) Volatile.Write(ref _writesComplete, 1);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            throw QuicFaults.OfStream(e, connection.EndedWith);
        }
    }

    public override void Abort()
    {
        try
        {
            if (Volatile.Read(ref _writesComplete) == 0) stream.Abort(QuicAbortDirection.Write, QuicCodes.StreamAborted);
            if (Volatile.Read(ref _readsComplete) == 0) stream.Abort(QuicAbortDirection.Read, QuicCodes.StreamAborted);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            // It has ended already.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Abort();
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // Disposing a QuicStream waits until the peer has acknowledged; a thread is not held up for that.
            Abort();
            _ = stream.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }
}
