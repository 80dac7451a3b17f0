using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

public class TokenBucketsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly TokenBuckets<int> _buckets = new(perSecond: 2, burst: 2, maxKeys: 2);

    [Fact]
    public void What_was_taken_comes_back_with_time_and_no_more_than_the_burst()
    {
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => _buckets.TryTake(1, Start)));
        Assert.False(_buckets.TryTake(1, Start.AddSeconds(0.3)));
        Assert.True(_buckets.TryTake(1, Start.AddSeconds(0.6)));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => _buckets.TryTake(1, Start.AddHours(1))));
    }

    [Fact]
    public void A_clock_that_is_set_back_starves_nobody()
    {
        for (var i = 0; i < 3; i++) _buckets.TryTake(1, Start);
        var before = Start.AddHours(-1);
        Assert.False(_buckets.TryTake(1, before));
        Assert.True(_buckets.TryTake(1, before.AddSeconds(1)));
    }

    [Fact]
    public void Keys_beyond_the_limit_get_nothing_until_one_is_full_again()
    {
        Assert.True(_buckets.TryTake(1, Start) && _buckets.TryTake(2, Start));
        Assert.False(_buckets.TryTake(3, Start));
        Assert.True(_buckets.TryTake(3, Start.AddSeconds(1)));
    }
}
