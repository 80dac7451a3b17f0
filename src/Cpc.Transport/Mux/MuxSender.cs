using System.Buffers;
using System.Buffers.Binary;

namespace Cpc.Transport;

/// <summary>
/// The one writer of a TLS connection. Streams append frames to a buffer under <see cref="Gate"/>; a loop swaps the
/// buffer for an empty one and writes it in one go, so that many small frames share a TLS record and a system call.
/// When the buffer is full, streams wait: TCP's own pushback. Control frames have room of their own and never wait,
/// and what is pending of them is bounded: one entry per stream, one pong, one ping.
/// </summary>
internal sealed class MuxSender(Stream transport, TimeProvider time) : IDisposable
{
    /// <summary>Bytes of data frames gathered at most while the former batch is being written.</summary>
    public const int DataCapacity = (64 * 1024) - ControlRoom;

    // A small write waits for an empty buffer rather than being cut into crumbs.
    private const int LeastChunk = 4096;
    private const int ControlRoom = 4096;
    private const int LargestControl = FrameHeader.Size + FrameHeader.PingLength;

    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly Queue<MuxStream> _control = new();
    private byte[] _filling = ArrayPool<byte>.Shared.Rent(DataCapacity + ControlRoom);
    private byte[] _sending = ArrayPool<byte>.Shared.Rent(DataCapacity + ControlRoom);
    private int _filled;
    private Waiter? _work;
    private int _streamCredit;
    private ulong? _pong;
    private bool _ping;
    private CloseReason? _goAway;
    private bool _stopped;
    private long _writingSince;
    private long _lastSent = time.GetTimestamp();

    /// <summary>Guards everything that decides what is sent: this buffer, the streams' sending side, the stream table.</summary>
    public Lock Gate { get; } = new();

    /// <summary>When the last batch had been written, as a timestamp of the time provider.</summary>
    public long LastSent => Volatile.Read(ref _lastSent);

    /// <summary>Since when a batch has been under way; 0 when none is.</summary>
    public long WritingSince => Volatile.Read(ref _writingSince);

    /// <summary>Payload bytes that fit now, 0 when it is better to wait. Gate held.</summary>
    public int RoomFor(int wanted)
    {
        var room = Math.Min(DataCapacity - _filled - FrameHeader.Size, FrameHeader.MaximumLength);
        return room >= Math.Min(wanted, LeastChunk) ? Math.Max(room, 0) : 0;
    }

    /// <summary>True when a frame without payload fits. Gate held.</summary>
    public bool HasRoomForHeader => DataCapacity - _filled >= FrameHeader.Size;

    /// <summary>Appends a data frame that is known to fit. Gate held.</summary>
    public void AppendData(ulong stream, FrameFlags flags, ReadOnlySpan<byte> payload) =>
        payload.CopyTo(Append(new FrameHeader(FrameKind.Data, flags, payload.Length, stream)));

    /// <summary>Ends when there is room again or sending has stopped. Gate held.</summary>
    public Task WaitForRoomAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_stopped) waiter.SetResult();
        else _waiting.Enqueue(waiter);
        return waiter.Task;
    }

    /// <summary>A stream has a credit or reset to send. Gate held.</summary>
    public void AddControl(MuxStream stream)
    {
        _control.Enqueue(stream);
        _work?.Wake();
    }

    /// <summary>The peer may open so many more streams. Gate held.</summary>
    public void AddStreamCredit(int count)
    {
        _streamCredit += count;
        _work?.Wake();
    }

    public void Ping()
    {
        lock (Gate)
        {
            _ping = true;
            _work?.Wake();
        }
    }

    /// <summary>Answers a ping; of several that wait the last one is answered.</summary>
    public void Pong(ulong value)
    {
        lock (Gate)
        {
            _pong = value;
            _work?.Wake();
        }
    }

    /// <summary>The first frame.</summary>
    public void AppendSettings(int window, int streams)
    {
        lock (Gate)
        {
            var payload = Append(new FrameHeader(FrameKind.Settings, FrameFlags.None, FrameHeader.SettingsLength, 0));
            BinaryPrimitives.WriteUInt32BigEndian(payload, (uint)window);
            BinaryPrimitives.WriteUInt32BigEndian(payload[4..], (uint)streams);
        }
    }

    /// <summary>Sends what is gathered, a last frame with the reason if there is one, and nothing more.</summary>
    public void Stop(CloseReason? reason)
    {
        lock (Gate)
        {
            if (_stopped) return;
            _stopped = true;
            _goAway = reason;
            ReleaseWaiting();
            _work?.Wake();
        }
    }

    /// <summary>Writes until stopped; throws what the transport throws.</summary>
    public async Task RunAsync()
    {
        lock (Gate) _work = new Waiter(Gate);
        while (true)
        {
            ValueTask idle = default;
            int count;
            lock (Gate)
            {
                AppendControl();
                count = _filled;
                if (count > 0)
                {
                    (_filling, _sending) = (_sending, _filling);
                    _filled = 0;
                    ReleaseWaiting();
                }
                else if (_stopped)
                {
                    return;
                }
                else
                {
                    idle = _work.Arm();
                }
            }

            if (count == 0)
            {
                await idle.ConfigureAwait(false);
                continue;
            }

            Volatile.Write(ref _writingSince, time.GetTimestamp());
            await transport.WriteAsync(_sending.AsMemory(0, count)).ConfigureAwait(false);
            Volatile.Write(ref _writingSince, 0);
            Volatile.Write(ref _lastSent, time.GetTimestamp());
        }
    }

    /// <summary>Gives the buffers back; only after <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _stopped = true;
            ReleaseWaiting();
            ArrayPool<byte>.Shared.Return(_filling);
            ArrayPool<byte>.Shared.Return(_sending);
            _filling = _sending = [];
            _filled = DataCapacity;
        }
    }

    private void ReleaseWaiting()
    {
        while (_waiting.TryDequeue(out var waiter)) waiter.SetResult();
    }

    private void AppendControl()
    {
        if (_pong is { } pong) BinaryPrimitives.WriteUInt64BigEndian(Append(new FrameHeader(FrameKind.Pong, FrameFlags.None, FrameHeader.PingLength, 0)), pong);
        if (_ping) Append(new FrameHeader(FrameKind.Ping, FrameFlags.None, FrameHeader.PingLength, 0)).Clear();
        if (_streamCredit > 0) AppendCredit(0, _streamCredit);
        (_pong, _ping, _streamCredit) = (null, false, 0);

        // What does not fit goes with the next batch. Three frames of a stream at most.
        while (_filling.Length - _filled >= 3 * LargestControl && _control.TryDequeue(out var stream))
        {
            var (credit, reset) = stream.TakeControl();
            if (credit > 0) AppendCredit(stream.Id, credit);
            if (reset != FrameFlags.None) Append(new FrameHeader(FrameKind.Reset, reset, 0, stream.Id));
        }

        if (_goAway is { } reason && _control.Count == 0)
        {
            Append(new FrameHeader(FrameKind.GoAway, FrameFlags.None, FrameHeader.GoAwayLength, 0))[0] = (byte)reason;
            _goAway = null;
        }
    }

    private void AppendCredit(ulong stream, int credit) =>
        BinaryPrimitives.WriteUInt32BigEndian(Append(new FrameHeader(FrameKind.Credit, FrameFlags.None, FrameHeader.CreditLength, stream)), (uint)credit);

    private Span<byte> Append(FrameHeader header)
    {
        header.Write(_filling.AsSpan(_filled));
        var payload = _filling.AsSpan(_filled + FrameHeader.Size, header.Length);
        _filled += FrameHeader.Size + header.Length;
        _work?.Wake();
        return payload;
    }
}
