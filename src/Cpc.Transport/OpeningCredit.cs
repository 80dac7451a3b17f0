namespace Cpc.Transport;

/// <summary>
/// How many more streams the peer lets us open, and who waits for that, in order. A wait that is given up costs
/// nothing; with System.Net.Quic alone it would use up a stream that nobody ever sees.
/// </summary>
internal sealed class OpeningCredit
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private long _credit;
    private TransportRefusal? _ended;

    /// <returns>False when the sum is beyond any sense.</returns>
    public bool TryAdd(long streams)
    {
        lock (_gate)
        {
            if (streams < 0 || _credit + streams > int.MaxValue) return false;
            _credit += streams;
            Wake();
            return true;
        }
    }

    /// <summary>Waits for the permission to open one stream and takes it.</summary>
    /// <exception cref="TransportException">The connection has ended.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TaskCompletionSource waiter;
            lock (_gate)
            {
                if (_ended is { } refusal) throw new TransportException(refusal);
                if (_credit > 0)
                {
                    _credit--;
                    return;
                }

                waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(waiter);
            }

            try
            {
                await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                lock (_gate)
                {
                    // Whoever was woken and gives up wakes the next; whoever was not is passed over from now on.
                    if (!waiter.TrySetCanceled(CancellationToken.None)) Wake();
                }

                throw;
            }
        }
    }

    /// <summary>Everyone who waits is refused.</summary>
    public void End(TransportRefusal refusal)
    {
        lock (_gate)
        {
            _ended ??= refusal;
            while (_waiting.TryDequeue(out var waiter)) waiter.TrySetResult();
        }
    }

    private void Wake()
    {
        var wake = _credit;
        while (wake > 0 && _waiting.TryDequeue(out var waiter))
        {
            if (waiter.TrySetResult()) wake--;
        }
    }
}
