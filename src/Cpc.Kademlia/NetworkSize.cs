namespace Cpc.Kademlia;

/// <summary>
/// Estimates how many nodes the network has from how near the k nearest to random keys are. The median of the last 16
/// counts, of three at least: keys are random, so an attacker would have to crowd half the network to move it.
/// </summary>
public sealed class NetworkSize
{
    private readonly Queue<double> _samples = [];

    /// <summary>Nodes in the network; null before the third sample.</summary>
    public double? Nodes { get; private set; }

    /// <summary>The region of a key: the whole key space before there is an estimate.</summary>
    public Region RegionOf(NodeId key) => new(key, Nodes is { } nodes ? Math.Min(1, KademliaConstants.K / nodes) : 1);

    /// <summary>A lookup of a random key has ended.</summary>
    /// <param name="nearest">The nodes that answered, nearest first, at most k.</param>
    public void Sample(NodeId key, IReadOnlyList<Contact> nearest)
    {
        if (nearest.Count == 0) return;
        // The k-th of n uniform points lies at k / (n + 1) on average; k - 1 makes the estimate of n unbiased.
        var sample = nearest.Count < KademliaConstants.K
            ? nearest.Count
            : (KademliaConstants.K - 1) / nearest[KademliaConstants.K - 1].Id.DistanceTo(key).Fraction;
        _samples.Enqueue(sample);
        if (_samples.Count > KademliaConstants.SizeSamples) _samples.Dequeue();
        if (_samples.Count < KademliaConstants.MinSizeSamples) return;
        var sorted = _samples.Order().ToList();
        Nodes = sorted[sorted.Count / 2];
    }
}
