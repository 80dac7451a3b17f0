namespace Cpc.Transport.Tests;

public class OpeningCreditTests
{
    [Fact]
    public async Task Permissions_are_given_once_and_in_order()
    {
        var credit = new OpeningCredit();
        var waiting = Enumerable.Range(0, 3).Select(_ => credit.TakeAsync(default).AsTask()).ToList();
        Assert.True(credit.TryAdd(2));
        await Waiting.Until(() => waiting.Count(w => w.IsCompleted) == 2);
        Assert.False(waiting.All(w => w.IsCompleted));
        credit.End(TransportRefusal.Closed);
        await Task.WhenAll(waiting).Refused(TransportRefusal.Closed);
        await credit.TakeAsync(default).AsTask().Refused(TransportRefusal.Closed);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_costs_nothing()
    {
        var credit = new OpeningCredit();
        using var cancel = new CancellationTokenSource();
        var first = credit.TakeAsync(cancel.Token).AsTask();
        var second = credit.TakeAsync(default).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Within());
        credit.TryAdd(1);
        await second.Within();
    }

    [Fact]
    public async Task Many_that_give_up_and_many_that_do_not_lose_no_permission()
    {
        var credit = new OpeningCredit();
        var taken = 0;
        var tasks = Enumerable.Range(0, 200).Select(async i =>
        {
            using var cancel = new CancellationTokenSource(i % 2 == 0 ? TimeSpan.FromMilliseconds(i % 10) : Timeout.InfiniteTimeSpan);
            try
            {
                await credit.TakeAsync(cancel.Token);
                Interlocked.Increment(ref taken);
                await Task.Yield();
                credit.TryAdd(1);
            }
            catch (OperationCanceledException)
            {
                // Given up.
            }
        }).ToList();
        credit.TryAdd(2);
        await Task.WhenAll(tasks).Within();
        Assert.True(taken >= 100);
        await credit.TakeAsync(default).Within();
        await credit.TakeAsync(default).Within();
    }

    [Fact]
    public void A_sum_beyond_sense_is_refused()
    {
        var credit = new OpeningCredit();
        Assert.True(credit.TryAdd(int.MaxValue));
        Assert.False(credit.TryAdd(1));
        Assert.False(credit.TryAdd(-1));
    }
}
