namespace Cpc.Transport;

/// <summary>One stream of a TLS connection. Its sending side is guarded by the sender's gate, its receiving side by its buffer.</summary>
internal sealed class MuxStream : PeerStream
{
    private readonly MuxSender _sender;
    private readonly MuxStreams _streams;
    private readonly ReceiveBuffer _received;
    private readonly Waiter _credited;
    private readonly bool _inbound;
    private long _credit;
    private int _reading;
    private int _writing;

    // Gate held for all below.
    private bool _writesEnded;
    private bool _readsEnded;
    private bool _accepted;
    private bool _placeReturned;
    private bool _controlQueued;
    private int _pendingCredit;
    private FrameFlags _pendingReset;
    private TransportRefusal? _writeFailure;

    /// <param name="credit">Bytes that may be sent before the peer grants more.</param>
    /// <param name="id">0: given with the first frame.</param>
    public MuxStream(MuxSender sender, MuxStreams streams, bool inbound, int credit, ulong id = 0)
    {
        _sender = sender;
        _streams = streams;
        _inbound = inbound;
        _credit = credit;
        Id = id;
        _received = new ReceiveBuffer(streams.Window);
        _credited = new Waiter(sender.Gate);
    }

    /// <summary>The stream's number; 0 before its first frame.</summary>
    public ulong Id { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0) throw new InvalidOperationException("A read is in progress.");
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_received.TryRead(buffer.Span, out var credit, out var arrival) is { } read)
                {
                    if (credit > 0) Grant(credit);
                    if (read == 0 && !buffer.IsEmpty) EndReads();
                    return read;
                }

                await _received.WaitAsync(arrival, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            End(FrameFlags.Reading);
            throw;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, bool completeWrites, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _writing, 1) != 0) throw new InvalidOperationException("A write is in progress.");
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ValueTask credited = default;
                Task? room = null;
                lock (_sender.Gate)
                {
                    if (TryAppend(ref buffer, completeWrites)) return;
                    if (_credit == 0 && !buffer.IsEmpty) credited = _credited.Arm();
                    else room = _sender.WaitForRoomAsync();
                }

                if (room is null) await _credited.WaitAsync(credited, cancellationToken).ConfigureAwait(false);
                else await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            End(FrameFlags.Writing);
            throw;
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public override void Abort() => End(FrameFlags.Writing | FrameFlags.Reading);

    /// <summary>Bytes of the peer, from the connection's reader.</summary>
    public TransportRefusal? Receive(ReadOnlySpan<byte> payload, bool end) => _received.Append(payload, end);

    /// <summary>The peer has stopped writing, reading or both.</summary>
    public void PeerReset(FrameFlags flags)
    {
        if ((flags & FrameFlags.Writing) != 0) _received.Fail(TransportRefusal.StreamAborted);
        lock (_sender.Gate)
        {
            if ((flags & FrameFlags.Writing) != 0) _readsEnded = true;
            if ((flags & FrameFlags.Reading) != 0) FailWrites(TransportRefusal.StreamAborted);
            RetireIfEnded();
        }
    }

    /// <returns>False when the sum is beyond any sense.</returns>
    public bool TryAddCredit(uint bytes)
    {
        lock (_sender.Gate)
        {
            if (bytes == 0 || _credit + bytes > int.MaxValue) return false;
            _credit += bytes;
            _credited.Wake();
            return true;
        }
    }

    public void MarkAccepted()
    {
        lock (_sender.Gate)
        {
            _accepted = true;
            RetireIfEnded();
        }
    }

    public void ConnectionEnded(TransportRefusal refusal)
    {
        _received.Fail(refusal);
        lock (_sender.Gate) FailWrites(refusal);
    }

    /// <summary>What is to be sent besides data. Gate held.</summary>
    public (int Credit, FrameFlags Reset) TakeControl()
    {
        var control = (_pendingCredit, _pendingReset);
        (_pendingCredit, _pendingReset, _controlQueued) = (0, FrameFlags.None, false);
        return control;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Abort();
        base.Dispose(disposing);
    }

    /// <summary>Appends what credit and room allow. True when all has been appended. Gate held.</summary>
    private bool TryAppend(ref ReadOnlyMemory<byte> buffer, bool completeWrites)
    {
        if (_writeFailure is { } failure) throw new TransportException(failure);
        if (_streams.Ended is { } refusal) throw new TransportException(refusal);
        if (_writesEnded)
        {
            if (buffer.IsEmpty) return true;
            throw new InvalidOperationException("The writes are complete.");
        }

        while (!buffer.IsEmpty)
        {
            var wanted = (int)Math.Min(buffer.Length, _credit);
            var count = Math.Min(wanted, _sender.RoomFor(wanted));
            if (count == 0) return false;
            Append(buffer.Span[..count], completeWrites && count == buffer.Length);
            _credit -= count;
            buffer = buffer[count..];
        }

        if (completeWrites && !_writesEnded)
        {
            if (!_sender.HasRoomForHeader) return false;
            Append([], end: true);
        }

        return true;
    }

    private void Append(ReadOnlySpan<byte> payload, bool end)
    {
        var flags = end ? FrameFlags.Fin : FrameFlags.None;
        if (Id == 0)
        {
            Id = _streams.Register(this);
            flags |= FrameFlags.Open;
        }

        _sender.AppendData(Id, flags, payload);
        if (!end) return;
        _writesEnded = true;
        RetireIfEnded();
    }

    private void Grant(int credit)
    {
        lock (_sender.Gate)
        {
            if (_readsEnded) return;
            _pendingCredit += credit;
            QueueControl();
        }
    }

    private void EndReads()
    {
        lock (_sender.Gate)
        {
            _readsEnded = true;
            RetireIfEnded();
        }
    }

    /// <summary>Ends our own interest in a direction; the peer is told where it does not know yet.</summary>
    private void End(FrameFlags directions)
    {
        if ((directions & FrameFlags.Reading) != 0) _received.Fail(TransportRefusal.StreamAborted);
        lock (_sender.Gate)
        {
            var reset = FrameFlags.None;
            if ((directions & FrameFlags.Writing) != 0 && !_writesEnded)
            {
                reset |= FrameFlags.Writing;
                FailWrites(TransportRefusal.StreamAborted);
            }

            if ((directions & FrameFlags.Reading) != 0 && !_readsEnded)
            {
                reset |= FrameFlags.Reading;
                _readsEnded = true;
            }

            if (reset != FrameFlags.None && Id != 0)
            {
                _pendingReset |= reset;
                QueueControl();
            }

            RetireIfEnded();
        }
    }

    private void FailWrites(TransportRefusal refusal)
    {
        if (_writesEnded) return;
        _writesEnded = true;
        _writeFailure = refusal;
        _credited.Wake();
    }

    private void QueueControl()
    {
        if (_controlQueued || _streams.Ended is not null) return;
        _controlQueued = true;
        _sender.AddControl(this);
    }

    private void RetireIfEnded()
    {
        if (!_writesEnded || !_readsEnded) return;
        if (Id != 0) _streams.Retire(this);
        if (_placeReturned) return;
        if (_inbound && _accepted)
        {
            _placeReturned = true;
            _streams.ReturnInbound();
        }
        else if (!_inbound && Id == 0)
        {
            _placeReturned = true;
            _streams.ReturnUnused(this);
        }
    }
}
