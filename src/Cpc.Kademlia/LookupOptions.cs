namespace Cpc.Kademlia;

/// <summary>How a lookup goes about its work.</summary>
public sealed record LookupOptions
{
    /// <summary>d, 1 to 8.</summary>
    public int Paths
    {
        get;
        init => field = value is >= 1 and <= KademliaConstants.MaxDisjointPaths ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 8 paths.");
    }
    = KademliaConstants.DisjointPaths;

    /// <summary>When a query no longer holds a place of α: from measured round trips where there are some.</summary>
    public TimeSpan SlowAfter { get; init; } = KademliaConstants.SlowAfter;
}
