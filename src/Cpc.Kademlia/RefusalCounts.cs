namespace Cpc.Kademlia;

/// <summary>How often each refusal happened; its owner shows it to the operator.</summary>
public sealed class RefusalCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<KademliaRefusal>().Length];

    public long this[KademliaRefusal refusal] => _counts[(int)refusal];

    /// <summary>All that were counted at least once.</summary>
    public IEnumerable<(KademliaRefusal Refusal, long Count)> All =>
        Enum.GetValues<KademliaRefusal>().Where(r => this[r] > 0).Select(r => (r, this[r]));

    /// <summary>Counts a refusal; <see cref="KademliaRefusal.None"/> is none.</summary>
    /// <returns>True when there was none.</returns>
    public bool Passed(KademliaRefusal refusal)
    {
        if (refusal == KademliaRefusal.None) return true;
        _counts[(int)refusal]++;
        return false;
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(RefusalCounts other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }
}
