using System.IO.Pipelines;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>One end of a stream in memory; the other end is another of these.</summary>
internal sealed class PipeStream : PeerStream
{
    private readonly Pipe _in;
    private readonly Pipe _out;

    private PipeStream(Pipe incoming, Pipe outgoing)
    {
        _in = incoming;
        _out = outgoing;
    }

    /// <summary>True once either side has aborted.</summary>
    public bool Aborted { get; private set; }

    /// <summary>True once everything the other end has sent, its end included, was read here.</summary>
    public bool ReadToEnd { get; private set; }

    public long BytesRead { get; private set; }

    public static (PipeStream Ours, PipeStream Theirs) Pair()
    {
        var options = new PipeOptions(pauseWriterThreshold: 256 << 10, resumeWriterThreshold: 128 << 10, useSynchronizationContext: false);
        var (one, other) = (new Pipe(options), new Pipe(options));
        return (new PipeStream(one, other), new PipeStream(other, one));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _in.Reader.ReadAsync(cancellationToken);
        var count = (int)Math.Min(result.Buffer.Length, buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        foreach (var part in taken)
        {
            part.CopyTo(buffer);
            buffer = buffer[part.Length..];
        }

        _in.Reader.AdvanceTo(taken.End);
        BytesRead += count;
        if (count == 0 && result.IsCompleted) ReadToEnd = true;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, bool completeWrites, CancellationToken cancellationToken)
    {
        if (!buffer.IsEmpty) await _out.Writer.WriteAsync(buffer, cancellationToken);
        if (completeWrites) await _out.Writer.CompleteAsync();
    }

    public override void Abort()
    {
        if (Aborted) return;
        Aborted = true;
        var failure = new TransportException(TransportRefusal.StreamAborted);
        _out.Writer.Complete(failure);
        _in.Writer.Complete(failure);
    }
}
