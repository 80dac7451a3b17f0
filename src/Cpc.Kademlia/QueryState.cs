namespace Cpc.Kademlia;

/// <summary>Where a lookup stands with one contact.</summary>
internal enum QueryState
{
    /// <summary>Named by someone, not asked.</summary>
    Known,

    /// <summary>Asked.</summary>
    Asked,

    /// <summary>Asked, and without an answer for longer than usual: it holds up nothing any more.</summary>
    Slow,

    Answered,

    /// <summary>No answer in time.</summary>
    Failed,

    /// <summary>Another address was right: the node has answered there.</summary>
    Disproved,
}
