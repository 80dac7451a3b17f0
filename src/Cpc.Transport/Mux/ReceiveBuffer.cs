using System.Buffers;

namespace Cpc.Transport;

/// <summary>
/// What has arrived on one stream and is not read yet: at most the window. Filled by the connection's reader, which
/// never waits here; emptied by the stream's one reader. Holds memory only while it holds bytes.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int ChunkSize = 4096;

    private readonly Lock _gate = new();
    private readonly Waiter _arrival;

    // All chunks but the last are full.
    private readonly Queue<byte[]> _chunks = new();
    private readonly int _window;
    private byte[]? _last;
    private int _headStart;
    private int _lastEnd;
    private int _allowance;
    private int _consumed;
    private bool _ended;
    private TransportRefusal? _failure;

    public ReceiveBuffer(int window)
    {
        _arrival = new Waiter(_gate);
        _window = window;
        _allowance = window;
    }

    /// <summary>Takes over what arrived.</summary>
    /// <returns>Null; TooMuchData beyond the window, Malformed after the end.</returns>
    public TransportRefusal? Append(ReadOnlySpan<byte> bytes, bool end)
    {
        lock (_gate)
        {
            if (_ended) return TransportRefusal.Malformed;
            if (bytes.Length > _allowance) return TransportRefusal.TooMuchData;
            _allowance -= bytes.Length;
            _ended = end;
            // Given up by our reader: the peer has been told, and what was under way is dropped.
            if (_failure is not null) return null;
            Store(bytes);
            _arrival.Wake();
            return null;
        }
    }

    /// <summary>Makes reads fail from now on and lets go of the memory. The first cause stays.</summary>
    public void Fail(TransportRefusal refusal)
    {
        lock (_gate)
        {
            if (_failure is not null) return;
            _failure = refusal;
            while (_chunks.TryDequeue(out var chunk)) ArrayPool<byte>.Shared.Return(chunk);
            _last = null;
            _arrival.Wake();
        }
    }

    /// <summary>Reads what is there; null when it has to be waited for with <paramref name="arrival"/>.</summary>
    /// <param name="credit">Bytes the peer is to be allowed to send in addition; 0 for none yet.</param>
    /// <exception cref="TransportException">The buffer has failed.</exception>
    public int? TryRead(Span<byte> destination, out int credit, out ValueTask arrival)
    {
        lock (_gate)
        {
            arrival = default;
            credit = 0;
            if (_failure is { } refusal) throw new TransportException(refusal);
            var read = Take(destination);
            if (read == 0 && !_ended && !destination.IsEmpty)
            {
                arrival = _arrival.Arm();
                return null;
            }

            _consumed += read;
            // Half a window at a time: few frames, and the peer never has to stop when we keep up.
            if (_consumed >= _window / 2 && !_ended)
            {
                credit = _consumed;
                _allowance += _consumed;
                _consumed = 0;
            }

            return read;
        }
    }

    public ValueTask WaitAsync(ValueTask arrival, CancellationToken cancellationToken) => _arrival.WaitAsync(arrival, cancellationToken);

    private void Store(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_last is null || _lastEnd == _last.Length)
            {
                _last = ArrayPool<byte>.Shared.Rent(Math.Max(ChunkSize, bytes.Length));
                _lastEnd = 0;
                _chunks.Enqueue(_last);
            }

            var count = Math.Min(bytes.Length, _last.Length - _lastEnd);
            bytes[..count].CopyTo(_last.AsSpan(_lastEnd));
            _lastEnd += count;
            bytes = bytes[count..];
        }
    }

    private int Take(Span<byte> destination)
    {
        var taken = 0;
        while (taken < destination.Length && _chunks.TryPeek(out var head))
        {
            var end = ReferenceEquals(head, _last) ? _lastEnd : head.Length;
            var count = Math.Min(destination.Length - taken, end - _headStart);
            head.AsSpan(_headStart, count).CopyTo(destination[taken..]);
            taken += count;
            _headStart += count;
            if (_headStart < end) continue;
            if (ReferenceEquals(head, _last)) _last = null;
            _chunks.Dequeue();
            _headStart = 0;
            ArrayPool<byte>.Shared.Return(head);
        }

        return taken;
    }
}
