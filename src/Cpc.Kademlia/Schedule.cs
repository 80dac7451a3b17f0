namespace Cpc.Kademlia;

/// <summary>What a node does by itself, and when: joining, pings, refreshes, publication, expiry, seeds. Used by one thread.</summary>
public sealed class Schedule(DateTimeOffset now)
{
    private DateTimeOffset? _joined;
    private DateTimeOffset? _published;
    private DateTimeOffset? _measured;
    private int _measurements;
    private bool _hasJoined;
    private DateTimeOffset _expired = now;
    private DateTimeOffset _saved = now;

    /// <summary>What is due; asking counts as doing. Expired records are dropped at once.</summary>
    /// <param name="publishes">Whether there is an own record to be found: a node without a reachable address has none.</param>
    public List<Duty> TakeDue(RoutingTable table, RecordStore store, bool publishes, DateTimeOffset now)
    {
        var due = new List<Duty>();
        if (table.Count == 0)
        {
            if (IsDue(ref _joined, KademliaConstants.JoinInterval, now)) due.Add(new Duty.Join());
        }
        else if (_hasJoined && IsDue(ref _measured, _measurements < KademliaConstants.FirstMeasurements ? KademliaConstants.FirstMeasureInterval : KademliaConstants.MeasureInterval, now))
        {
            _measurements++;
            due.Add(new Duty.Measure());
        }

        due.AddRange(table.TakeDuePings(KademliaConstants.PingsAtOnce, now).Select(c => new Duty.Ping(c)));
        foreach (var bucket in table.DueRefreshes(now))
        {
            table.LookedUp(table.RefreshTarget(bucket, table.Self), now);
            due.Add(new Duty.Refresh(bucket));
        }

        // Nobody to store it at yet: it stays due.
        if (publishes && table.Count > 0 && IsDue(ref _published, KademliaConstants.RepublishInterval, now)) due.Add(new Duty.Publish());

        if (now - _saved >= KademliaConstants.SeedInterval && table.Count > 0)
        {
            _saved = now;
            due.Add(new Duty.SaveSeeds());
        }

        if (now - _expired >= KademliaConstants.ExpiryInterval)
        {
            _expired = now;
            store.Expire(now);
        }

        return due;
    }

    /// <summary>The node has looked up itself and knows its neighbours. Before, what it sees of the network is too small to
    /// be measured, and what it published lies at whom it happened to know: that is due again.</summary>
    public void Joined()
    {
        _hasJoined = true;
        RecordChanged();
    }

    /// <summary>The own record has changed: it is published at the next call.</summary>
    public void RecordChanged() => _published = null;

    private static bool IsDue(ref DateTimeOffset? last, TimeSpan interval, DateTimeOffset now)
    {
        if (last is { } time && now - time < interval) return false;
        last = now;
        return true;
    }
}
