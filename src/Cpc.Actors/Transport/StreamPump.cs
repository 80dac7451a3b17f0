using System.Buffers.Binary;
using System.Threading.Channels;
using Akka.Actor;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Moves frames between one stream and its session, outside the actors. It reads a frame only against a credit of
/// the session, so an idle session pushes back on its peer through the transport's flow control. When the session has
/// gone, what still arrives is read and dropped up to the peer's end: only then does the stream's place become free.
/// </summary>
internal sealed class StreamPump : IDisposable
{
    /// <summary>Frames up to this size, in bytes, are read without asking the session first.</summary>
    private const int SmallFrame = 64 << 10;

    /// <summary>Frames waiting to be written; a session sends a handful, then waits for its peer.</summary>
    private const int WriteQueue = 32;

    /// <summary>A large frame has to arrive within this time once its memory is taken: 16 MiB at 1.1 Mbit/s.</summary>
    private static readonly TimeSpan LargeFrameTime = TimeSpan.FromMinutes(2);

    private readonly PeerStream _stream;
    private readonly LargeFrameBudget _budget;
    private readonly TimeSpan _largeFrameTime;
    private readonly SemaphoreSlim _credits = new(1, 8);
    private readonly SemaphoreSlim _large = new(0, 1);
    private readonly Channel<byte[]> _writes = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(WriteQueue) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _completed = new();
    private readonly TimeSpan _linger;
    private int _ended;
    private int _held;

    /// <param name="budget">Memory for large frames of this peer.</param>
    /// <param name="largeFrameTime">How long a large frame may take to arrive; null for two minutes.</param>
    /// <param name="linger">How long a peer may take to end its direction after ours was completed; null for ten seconds.</param>
    public StreamPump(long id, PeerLink link, PeerStream stream, LargeFrameBudget budget, TimeSpan? linger = null, TimeSpan? largeFrameTime = null)
    {
        _budget = budget;
        _largeFrameTime = largeFrameTime ?? LargeFrameTime;
        _linger = linger ?? TimeSpan.FromSeconds(10);
        Id = id;
        Link = link;
        _stream = stream;
    }

    public long Id { get; }

    /// <summary>The connection it runs over.</summary>
    public PeerLink Link { get; }

    public IActorRef? Session { get; private set; }

    /// <summary>Starts both directions for a session; <paramref name="owner"/> hears of the stream's end too.</summary>
    public void Start(IActorRef session, IActorRef owner)
    {
        Session = session;
        _ = RunAsync(session, owner);
    }

    /// <summary>Queues frames.</summary>
    /// <returns>False when the queue is full; the stream is then aborted, since frames must not be lost in between.</returns>
    public bool TrySend(IEnumerable<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            if (_writes.Writer.TryWrite(body)) continue;
            Abort();
            return false;
        }

        return true;
    }

    public void Credit()
    {
        // Whoever takes another frame is through with the last one.
        Release();
        try
        {
            _credits.Release();
        }
        catch (SemaphoreFullException)
        {
            // A session that grants more than it can use gains nothing.
        }
    }

    public void AllowLarge()
    {
        if (_large.CurrentCount == 0) _large.Release();
    }

    /// <summary>Ends our direction after what is queued. The session takes no more frames.</summary>
    public void Complete()
    {
        _writes.Writer.TryComplete();
        if (_completed.IsCancellationRequested) return;
        _stop.CancelAfter(_linger);
        _completed.Cancel();
        Release();
    }

    public void Abort()
    {
        _writes.Writer.TryComplete();
        _stream.Abort();
        if (Interlocked.Exchange(ref _ended, 1) == 0) _stop.Cancel();
        Release();
    }

    public void Dispose()
    {
        Abort();
        _credits.Dispose();
        _large.Dispose();
        _completed.Dispose();
        _stop.Dispose();
        _stream.Dispose();
    }

    private async Task RunAsync(IActorRef session, IActorRef owner)
    {
        try
        {
            var reading = ReadAsync(session);
            await Task.WhenAll(reading, WriteAsync()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The stream's end is told below, whatever ended it.
        }
        finally
        {
            // A session that has completed its stream is gone and wants to hear no more.
            if (!_completed.IsCancellationRequested) session.Tell(new StreamEvent.Ended(Id), owner);
            owner.Tell(new StreamEvent.Ended(Id), owner);
        }
    }

    private async Task ReadAsync(IActorRef session)
    {
        try
        {
            while (true)
            {
                await WaitAsync(_credits).ConfigureAwait(false);
                var body = await ReadFrameAsync(session).ConfigureAwait(false);
                if (body is null) return;
                if (!_completed.IsCancellationRequested) session.Tell(new StreamEvent.Frame(Id, body));
            }
        }
        catch (OperationCanceledException) when (_completed.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            await DropRestAsync().ConfigureAwait(false);
        }
        finally
        {
            // A peer that has ended its direction hears no more from us either: an exchange is a dialogue.
            _writes.Writer.TryComplete();
        }
    }

    private CancellationTokenSource Either() => CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _completed.Token);

    // Waits for the session, until it is gone or the stream is.
    private async Task WaitAsync(SemaphoreSlim semaphore)
    {
        using var either = Either();
        await semaphore.WaitAsync(either.Token).ConfigureAwait(false);
    }

    private async Task DropRestAsync()
    {
        var rest = new byte[DataHeader.Size];
        while (await _stream.ReadAsync(rest, _stop.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task<byte[]?> ReadFrameAsync(IActorRef session)
    {
        var prefix = new byte[Frame.LengthPrefix];
        if (await _stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false) < prefix.Length)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        var start = new byte[Math.Min(length, DataHeader.Size)];
        if (await _stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false) < start.Length)
            return null;

        var refusal = Frame.Inspect(start, length, out var type);
        if (refusal != Refusal.None)
        {
            session.Tell(new StreamEvent.Garbage(Id, refusal));
            // Its REFUSE must still go out: the session completes the stream, not this.
            using var either = Either();
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(false);
        }

        if (start.Length == length) return start;
        if (type != FrameType.Data || length <= SmallFrame) return await ReadRestAsync(start, length, _stop.Token).ConfigureAwait(false);

        session.Tell(new StreamEvent.LargeAnnounced(Id, start));
        await WaitAsync(_large).ConfigureAwait(false);
        await HoldAsync((int)length).ConfigureAwait(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        deadline.CancelAfter(_largeFrameTime);
        try
        {
            return await ReadRestAsync(start, length, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Whoever announces much and sends little would keep others from theirs.
            Abort();
            throw;
        }
    }

    private async Task<byte[]?> ReadRestAsync(byte[] start, uint length, CancellationToken cancel)
    {
        var body = new byte[length];
        start.CopyTo(body, 0);
        var rest = body.AsMemory(start.Length);
        return await _stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) == rest.Length
            ? body
            : null;
    }

    private async Task HoldAsync(int bytes)
    {
        using var either = Either();
        await _budget.TakeAsync(bytes, either.Token).ConfigureAwait(false);
        Interlocked.Exchange(ref _held, bytes);
        // The session may have gone while this waited for its turn.
        if (either.IsCancellationRequested) Release();
    }

    private void Release()
    {
        var held = Interlocked.Exchange(ref _held, 0);
        if (held > 0) _budget.GiveBack(held);
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var body in _writes.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                var frame = new byte[Frame.LengthPrefix + body.Length];
                BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
                body.CopyTo(frame, Frame.LengthPrefix);
                await _stream.WriteAsync(frame, _stop.Token).ConfigureAwait(false);
            }

            await _stream.CompleteWritesAsync(_stop.Token).ConfigureAwait(false);
        }
        catch
        {
            // Nothing can be answered any more: wake the reader too.
            Abort();
            throw;
        }
    }
}
