namespace Cpc.Actors.Transport;

/// <summary>
/// Counts failures in a sliding window: one that is exactly as old as the window counts no more. By the monotonic
/// clock, so that setting the wall clock neither opens nor heals anything. Holds at most as many as the threshold.
/// </summary>
internal sealed class FailureWindow(int threshold, TimeSpan window, TimeProvider time)
{
    private readonly Queue<long> _failures = new(threshold);

    /// <summary>Failures that count now.</summary>
    public int Count
    {
        get
        {
            while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= window) _failures.Dequeue();
            return _failures.Count;
        }
    }

    /// <returns>True when with this one the threshold is met.</returns>
    public bool Add()
    {
        if (Count == threshold) _failures.Dequeue();
        _failures.Enqueue(time.GetTimestamp());
        return _failures.Count == threshold;
    }

    public void Clear() => _failures.Clear();
}
