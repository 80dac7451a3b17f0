namespace Cpc.Transport.Tests;

/// <summary>How connections end.</summary>
public abstract partial class TransportSpec
{
    [SkippableTheory]
    [InlineData(CloseReason.Finished)]
    [InlineData(CloseReason.ShuttingDown)]
    [InlineData(CloseReason.Superseded)]
    [InlineData(CloseReason.NotAdmitted)]
    [InlineData(CloseReason.Violation)]
    public async Task Closing_is_seen_at_the_other_side_with_its_reason(CloseReason reason)
    {
        await using var pair = await ConnectAsync();
        var (ours, theirs) = await pair.StreamAsync();
        var reading = theirs.ReadAsync(new byte[1]).AsTask();
        var accepting = pair.Accepted.AcceptStreamAsync(default).AsTask();
        var ownReading = ours.ReadAsync(new byte[1]).AsTask();
        await pair.Dialed.CloseAsync(reason).Within();
        Assert.Equal(new ConnectionEnd(reason, ByPeer: true), await pair.Accepted.Completion.Within());
        Assert.Equal(new ConnectionEnd(reason, ByPeer: false), await pair.Dialed.Completion.Within());
        await reading.Refused(TransportRefusal.Closed);
        await accepting.Refused(TransportRefusal.Closed);
        await ownReading.Refused(TransportRefusal.Closed);
    }

    [SkippableFact]
    public async Task Nothing_works_on_a_closed_connection_and_closing_again_does_no_harm()
    {
        await using var pair = await ConnectAsync();
        var fresh = await pair.Dialed.OpenStreamAsync(default).Within();
        var freshReading = fresh.ReadAsync(new byte[1]).AsTask();
        await pair.Accepted.CloseAsync(CloseReason.ShuttingDown).Within();
        await pair.Dialed.Completion.Within();
        await pair.Dialed.OpenStreamAsync(default).AsTask().Refused(TransportRefusal.Closed);
        await pair.Dialed.AcceptStreamAsync(default).AsTask().Refused(TransportRefusal.Closed);
        await pair.Accepted.OpenStreamAsync(default).AsTask().Refused(TransportRefusal.Closed);
        await fresh.WriteAsync(new byte[1]).AsTask().Refused(TransportRefusal.Closed);
        await freshReading.Refused(TransportRefusal.Closed);
        await Task.WhenAll(pair.Accepted.CloseAsync(CloseReason.Finished), pair.Dialed.CloseAsync(CloseReason.Finished)).Within();
        Assert.Equal(CloseReason.ShuttingDown, (await pair.Accepted.Completion).Reason);
    }

    [SkippableFact]
    public async Task Reasons_that_are_only_observed_can_not_be_given()
    {
        await using var pair = await ConnectAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pair.Dialed.CloseAsync(CloseReason.Lost));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pair.Dialed.CloseAsync(CloseReason.IdleTimeout));
        Assert.False(pair.Dialed.Completion.IsCompleted);
    }

    [SkippableFact]
    public async Task Both_sides_close_at_once_while_streams_are_busy()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var pair = await ConnectAsync();
            var busy = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                await using var stream = await pair.Dialed.OpenStreamAsync(default);
                while (true) await stream.WriteAsync(new byte[10_000]);
            })).Concat(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                await using var stream = await pair.Accepted.AcceptStreamAsync(default);
                var buffer = new byte[5000];
                while (true) await stream.ReadExactlyAsync(buffer);
            }))).ToList();
            await Task.Delay(50);
            await Task.WhenAll(pair.Dialed.CloseAsync(CloseReason.Finished), pair.Accepted.CloseAsync(CloseReason.Finished)).Within();
            foreach (var task in busy) await Assert.ThrowsAsync<TransportException>(() => task.Within());
        }
    }

    [SkippableFact]
    public async Task A_silent_connection_ends_after_the_idle_timeout()
    {
        static TransportOptions Quiet(TransportOptions options) =>
            options with { IdleTimeout = TimeSpan.FromSeconds(1), KeepAlive = Timeout.InfiniteTimeSpan };
        await using var pair = await ConnectAsync(Quiet, Quiet);
        Assert.Contains((await pair.Dialed.Completion.Within()).Reason, new[] { CloseReason.IdleTimeout, CloseReason.Lost });
        await pair.Accepted.Completion.Within();
    }

    [SkippableFact]
    public async Task Keep_alive_keeps_a_silent_connection()
    {
        static TransportOptions Lively(TransportOptions options) =>
            options with { IdleTimeout = TimeSpan.FromSeconds(2), KeepAlive = TimeSpan.FromMilliseconds(200) };
        await using var pair = await ConnectAsync(Lively, Lively);
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.False(pair.Dialed.Completion.IsCompleted);
        var (ours, theirs) = await pair.StreamAsync();
        await ours.DisposeAsync().Within();
        await theirs.DisposeAsync().Within();
    }
}
