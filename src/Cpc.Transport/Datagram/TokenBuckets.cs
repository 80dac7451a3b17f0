namespace Cpc.Transport.Datagram;

/// <summary>A bucket of tokens for each key, bounded: full buckets make room, and if there are none, new keys get
/// nothing.</summary>
internal sealed class TokenBuckets<TKey>(double perSecond, double burst, int maxKeys)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (double Tokens, DateTimeOffset At)> _buckets = [];

    public bool TryTake(TKey key, DateTimeOffset now)
    {
        if (!_buckets.ContainsKey(key) && _buckets.Count >= maxKeys && !MakeRoom(now)) return false;
        var tokens = Tokens(_buckets.GetValueOrDefault(key, (burst, now)), now);
        // Also where there is none to take: when the clock was set back, it fills again from now on.
        var taken = tokens >= 1;
        _buckets[key] = (taken ? tokens - 1 : tokens, now);
        return taken;
    }

    private double Tokens((double Tokens, DateTimeOffset At) bucket, DateTimeOffset now) =>
        Math.Min(burst, bucket.Tokens + (Math.Max(0, (now - bucket.At).TotalSeconds) * perSecond));

    private bool MakeRoom(DateTimeOffset now)
    {
        var idle = _buckets.Where(b => Tokens(b.Value, now) >= burst).Select(b => b.Key).ToList();
        foreach (var key in idle) _buckets.Remove(key);
        return idle.Count > 0;
    }
}
