using System.Threading.Tasks.Sources;

namespace Cpc.Transport;

/// <summary>
/// Lets one party wait for something guarded by a lock, again and again without allocating. Arm and Wake are called
/// with the lock held; continuations run on the thread pool, never inside it.
/// </summary>
internal sealed class Waiter(Lock gate) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _armed;

    /// <summary>Begins to wait; the task is awaited exactly once, before the next call.</summary>
    public ValueTask Arm()
    {
        _core.Reset();
        _armed = true;
        return new ValueTask(this, _core.Version);
    }

    public void Wake()
    {
        if (!_armed) return;
        _armed = false;
        _core.SetResult(true);
    }

    /// <summary>Waits for a task of <see cref="Arm"/>; called without the lock.</summary>
    public async ValueTask WaitAsync(ValueTask armed, CancellationToken cancellationToken)
    {
        // Disposing the registration waits for a callback in progress, so it can't cancel a later wait.
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), this);
        await armed.ConfigureAwait(false);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!_armed) return;
            _armed = false;
            _core.SetException(new OperationCanceledException(cancellationToken));
        }
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
