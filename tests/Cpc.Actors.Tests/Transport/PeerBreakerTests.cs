using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>Every transition of the circuit, in virtual time (docs/adr/0012-circuit-breaker.md).</summary>
public sealed class PeerBreakerTests : ActorSpec
{
    private static readonly TimeSpan Reset = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(1);

    private readonly PeerBreaker _breaker;
    private int _changes;

    public PeerBreakerTests(ITestOutputHelper output)
        : base(output) =>
        _breaker = new PeerBreaker(Bob.Id, new BreakerSettings(5, TimeSpan.FromSeconds(60), Reset), Sys.Scheduler, Time, () => Interlocked.Increment(ref _changes));

    private static Task<IPeerConnection> Fails(TransportRefusal refusal, bool saidByPeer = false) =>
        Task.FromException<IPeerConnection>(new TransportException(refusal, saidByPeer));

    private async Task<BreakerFailure> FailCallAsync(TransportRefusal refusal, bool saidByPeer = false)
    {
        var failed = await Assert.ThrowsAsync<TransportException>(() => _breaker.CallAsync(() => Fails(refusal, saidByPeer)));
        return BreakerWords.KindOf(failed);
    }

    private void Open()
    {
        for (var i = 0; i < 5; i++) _breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(BreakerState.Open, _breaker.State);
    }

    private void HalfOpen()
    {
        Open();
        Pass(Reset);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
    }

    [Fact]
    public void Four_failures_leave_it_closed_and_the_fifth_opens_it()
    {
        for (var i = 0; i < 4; i++) _breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(new BreakerStatus(BreakerState.Closed, 4, null, BreakerFailure.Unreachable), _breaker.Status);
        Assert.Null(_breaker.RefusalNow);
        _breaker.Count(BreakerFailure.DialTimeout);
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Reset, BreakerFailure.DialTimeout), _breaker.Status);
    }

    [Fact]
    public void Five_failures_at_the_window_s_edge()
    {
        for (var i = 0; i < 4; i++) _breaker.Count(BreakerFailure.Unreachable);
        Pass(TimeSpan.FromSeconds(60));
        _breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(BreakerState.Closed, _breaker.State);
        Assert.Equal(1, _breaker.Status.Failures);
        for (var i = 0; i < 3; i++) _breaker.Count(BreakerFailure.Unreachable);
        Pass(TimeSpan.FromSeconds(60) - Little);
        _breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(BreakerState.Open, _breaker.State);
    }

    [Fact]
    public async Task Failures_among_successes_count_all_the_same()
    {
        for (var i = 0; i < 4; i++)
        {
            _breaker.Count(BreakerFailure.SessionTimeout);
            var (connection, refusal) = await _breaker.CallAsync(() => Task.FromResult<IPeerConnection>(new NoConnection()));
            Assert.NotNull(connection);
            Assert.Null(refusal);
        }

        _breaker.Count(BreakerFailure.SessionTimeout);
        Assert.Equal(BreakerState.Open, _breaker.State);
    }

    [Fact]
    public async Task A_call_that_fails_while_closed_opens_nothing_by_itself()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(BreakerFailure.Unreachable, await FailCallAsync(TransportRefusal.Unreachable));
        Assert.Equal(BreakerState.Closed, _breaker.State);
        Assert.Equal(0, _breaker.Status.Failures);
    }

    [Fact]
    public async Task Open_it_makes_no_call_and_says_when_and_why()
    {
        Open();
        Pass(TimeSpan.FromSeconds(50));
        var (connection, refusal) = await _breaker.CallAsync(() => throw new InvalidOperationException("A call was made."));
        Assert.Null(connection);
        Assert.Equal(new CircuitBreakerOpen(Bob.Id, Today + TimeSpan.FromSeconds(70), BreakerFailure.Unreachable), refusal);
        Assert.Equal(refusal, _breaker.RefusalNow);
    }

    [Fact]
    public void It_is_open_until_the_reset_time_and_half_open_from_then_on()
    {
        Open();
        Pass(Reset - Little);
        Assert.Equal(BreakerState.Open, _breaker.State);
        Pass(Little);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        Assert.Null(_breaker.RefusalNow);
        Pass(TimeSpan.FromDays(1));
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
    }

    [Fact]
    public async Task A_trial_that_succeeds_closes_it_with_an_empty_window()
    {
        HalfOpen();
        var (connection, _) = await _breaker.CallAsync(() => Task.FromResult<IPeerConnection>(new NoConnection()));
        Assert.NotNull(connection);
        Assert.Equal(new BreakerStatus(BreakerState.Closed, 0, null, BreakerFailure.Unreachable), _breaker.Status);
        for (var i = 0; i < 4; i++) _breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Fact]
    public async Task A_trial_that_fails_opens_it_again_for_the_whole_reset_time()
    {
        HalfOpen();
        Pass(TimeSpan.FromSeconds(7));
        Assert.Equal(BreakerFailure.DialTimeout, await FailCallAsync(TransportRefusal.Timeout));
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Reset, BreakerFailure.DialTimeout), _breaker.Status);
        Pass(Reset - Little);
        Assert.Equal(BreakerState.Open, _breaker.State);
        Pass(Little);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
    }

    [Fact]
    public async Task Only_one_trial_is_made_at_a_time()
    {
        HalfOpen();
        var outcome = new TaskCompletionSource<IPeerConnection>();
        var trial = _breaker.CallAsync(() => outcome.Task);
        var (connection, refusal) = await _breaker.CallAsync(() => throw new InvalidOperationException("A second call was made."));
        Assert.Null(connection);
        Assert.Equal(Today + Reset, refusal!.RetryAt);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        outcome.SetResult(new NoConnection());
        Assert.NotNull((await trial).Connection);
        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Theory]
    [InlineData(TransportRefusal.UnknownPeer)]
    [InlineData(TransportRefusal.TooManyConnections)]
    public async Task What_the_peer_itself_refuses_is_no_failure_and_ends_a_trial_well(TransportRefusal refusal)
    {
        HalfOpen();
        Assert.Equal(BreakerFailure.None, await FailCallAsync(refusal, saidByPeer: true));
        Assert.Equal(BreakerState.Closed, _breaker.State);
        for (var i = 0; i < 10; i++) _breaker.Count(await FailCallAsync(refusal, saidByPeer: true));
        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Theory]
    [InlineData(TransportRefusal.Unreachable, BreakerFailure.Unreachable)]
    [InlineData(TransportRefusal.Timeout, BreakerFailure.DialTimeout)]
    [InlineData(TransportRefusal.Handshake, BreakerFailure.Handshake)]
    [InlineData(TransportRefusal.WrongPeer, BreakerFailure.Handshake)]
    [InlineData(TransportRefusal.GreetingMissing, BreakerFailure.Handshake)]
    [InlineData(TransportRefusal.UnknownPeer, BreakerFailure.Handshake)]
    [InlineData(TransportRefusal.NotSupported, BreakerFailure.None)]
    public void Failures_are_told_apart_by_kind(TransportRefusal refusal, object kind) =>
        Assert.Equal(kind, BreakerWords.KindOf(new TransportException(refusal)));

    [Fact]
    public void What_earlier_calls_still_bring_neither_prolongs_nor_decides()
    {
        Open();
        Pass(TimeSpan.FromSeconds(100));
        for (var i = 0; i < 10; i++) _breaker.Count(BreakerFailure.SessionTimeout);
        Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        for (var i = 0; i < 10; i++) _breaker.Count(BreakerFailure.SessionTimeout);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        _breaker.Succeed();
        Assert.Equal(new BreakerStatus(BreakerState.Closed, 0, null, BreakerFailure.Unreachable), _breaker.Status);
    }

    [Fact]
    public void A_peer_that_is_there_while_open_changes_nothing()
    {
        Open();
        _breaker.Succeed();
        Assert.Equal(BreakerState.Open, _breaker.State);
    }

    [Fact]
    public async Task Each_change_is_told()
    {
        HalfOpen();
        await EventuallyAsync(() => Volatile.Read(ref _changes) == 2);
        _breaker.Succeed();
        await EventuallyAsync(() => Volatile.Read(ref _changes) == 3);
    }

    [Fact]
    public void Setting_the_wall_clock_moves_nothing()
    {
        var clock = new SteppingClock();
        var breaker = new PeerBreaker(Bob.Id, new BreakerSettings(2, TimeSpan.FromSeconds(60), Reset), Sys.Scheduler, clock, () => { });
        breaker.Count(BreakerFailure.Unreachable);
        clock.Wall += TimeSpan.FromDays(1);
        breaker.Count(BreakerFailure.Unreachable);
        Assert.Equal(BreakerState.Open, breaker.State);
        clock.Wall -= TimeSpan.FromDays(3);
        Assert.Equal(clock.Wall + Reset, breaker.Status.RetryAt);
    }

    /// <summary>A wall clock that is set while the monotonic one stands.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = ManualTime.Start;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => 0;
    }
}
