namespace Cpc.Actors.Peers;

/// <summary>Pending handshakes that peers have started, over the whole node (protocol.md §3). Thread-safe.</summary>
public sealed class HandshakeBudget
{
    /// <summary>Pending handshakes per node.</summary>
    public const int PerNode = 1024;

    /// <summary>Pending handshakes per peer.</summary>
    public const int PerPeer = 16;

    private int _pending;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _pending) <= PerNode) return true;
        Interlocked.Decrement(ref _pending);
        return false;
    }

    public void GiveBack() => Interlocked.Decrement(ref _pending);
}
