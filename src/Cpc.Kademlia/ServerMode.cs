namespace Cpc.Kademlia;

/// <summary>Whether this node serves others: only when it is reachable and has been for 20 minutes without a break.
/// Until then it asks as a client and is in nobody's table.</summary>
/// <param name="always">The operator vouches for it: a bootstrap node, which has nobody to tell it that it is reachable.</param>
public sealed class ServerMode(bool always = false)
{
    private DateTimeOffset? _since;

    /// <summary>A stranger reached this node, or it was told so.</summary>
    public void Reachable(DateTimeOffset now) => _since ??= now;

    /// <summary>It is not reachable, or its address has changed: the time begins anew.</summary>
    public void Unreachable() => _since = null;

    public bool IsServing(DateTimeOffset now) => always || (_since is { } since && now - since >= KademliaConstants.ServerAfter);
}
