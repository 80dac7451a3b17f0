namespace Cpc.Actors.Transport;

/// <summary>
/// Memory for large frames that are on their way in or being processed, in bytes: one for the node, and within it one for
/// each peer, so that a peer with many sessions can't take what the others need. Who asks waits in turn. Thread-safe.
/// </summary>
/// <param name="capacity">At least one frame of the largest size.</param>
/// <param name="within">The node's, or null.</param>
public sealed class LargeFrameBudget(long capacity, LargeFrameBudget? within = null)
{
    /// <summary>Over the node: eight frames of the largest size. A frame is decrypted and decoded, so that the memory in
    /// use is about three times as much.</summary>
    public const long PerNode = 128 << 20;

    /// <summary>For one peer: two frames of the largest size.</summary>
    public const long PerPeer = 32 << 20;

    private readonly object _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly long _capacity = capacity;
    private long _free = capacity;

    /// <summary>Takes memory, when it is there.</summary>
    /// <exception cref="OperationCanceledException">The wait was called off; nothing is taken.</exception>
    public async Task TakeAsync(int bytes, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _capacity);
        await TakeOwnAsync(bytes, cancel).ConfigureAwait(false);
        try
        {
            if (within is not null) await within.TakeAsync(bytes, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveBackOwn(bytes);
            throw;
        }
    }

    public void GiveBack(int bytes)
    {
        within?.GiveBack(bytes);
        GiveBackOwn(bytes);
    }

    private Task TakeOwnAsync(int bytes, CancellationToken cancel)
    {
        var waiter = new Waiter(bytes);
        lock (_gate)
        {
            if (_waiters.Count == 0 && bytes <= _free)
            {
                _free -= bytes;
                return Task.CompletedTask;
            }

            _waiters.AddLast(waiter);
        }

        return WaitAsync(waiter, cancel);
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancel)
    {
        await using (cancel.Register(() => CallOff(waiter, cancel)).ConfigureAwait(false)) await waiter.Turn.Task.ConfigureAwait(false);
    }

    private void CallOff(Waiter waiter, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter)) return;
            // It may have been the one that held up smaller ones.
            Serve();
        }

        waiter.Turn.TrySetCanceled(cancel);
    }

    private void GiveBackOwn(int bytes)
    {
        lock (_gate)
        {
            _free += bytes;
            Serve();
        }
    }

    private void Serve()
    {
        while (_waiters.First?.Value is { } next && next.Bytes <= _free)
        {
            _waiters.RemoveFirst();
            _free -= next.Bytes;
            next.Turn.TrySetResult();
        }
    }

    private sealed class Waiter(int bytes)
    {
        public int Bytes { get; } = bytes;

        // Continuations must not run under the lock.
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
