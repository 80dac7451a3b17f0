using Akka.Actor;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>What the circuit breaker lets through to a peer, what it counts, and who is told.</summary>
public sealed class TransportBreakerTests : ActorSpec
{
    private static readonly BreakerSettings Settings = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));

    private readonly FakeTransport _network = new();
    private readonly IActorRef _transport;

    public TransportBreakerTests(ITestOutputHelper output)
        : base(output)
    {
        var (services, peer, network) = (Alice.Services, Bob.Id, _network);
        var time = Time;
        _transport = Sys.ActorOf(Props.Create(() => new TransportActor(services, new Dialer(new ITransport[] { network }, time), Settings, peer)));
    }

    private BreakerStatus Breaker() => Status().Breaker;

    private TransportManager.Status Status()
    {
        _transport.Tell(TransportManager.GetStatus.Instance, TestActor);
        return ExpectMsg<TransportManager.Status>();
    }

    private async Task<StreamEvent.OpenFailed> FailAsync(TransportRefusal refusal, bool saidByPeer = false)
    {
        _transport.Tell(new StreamCommand.Open(), TestActor);
        (await _network.NextDialAsync()).SetException(new TransportException(refusal, saidByPeer));
        return await ExpectMsgAsync<StreamEvent.OpenFailed>();
    }

    private async Task OpenCircuitAsync()
    {
        for (var i = 0; i < 5; i++) Assert.Null((await FailAsync(TransportRefusal.Unreachable)).Circuit);
        var changed = await Alice.Outbox.ExpectMsgAsync<BreakerChanged>();
        Assert.Equal((Bob.Id, BreakerState.Open), (changed.Peer, changed.Status.State));
    }

    private async Task HalfOpenAsync()
    {
        await OpenCircuitAsync();
        Pass(Settings.Reset);
        Assert.Equal(BreakerState.HalfOpen, (await Alice.Outbox.ExpectMsgAsync<BreakerChanged>()).Status.State);
    }

    [Fact]
    public async Task After_five_failed_dials_the_sixth_fails_at_once_with_when_and_why()
    {
        await OpenCircuitAsync();
        _transport.Tell(new StreamCommand.Open(), TestActor);
        var failed = await ExpectMsgAsync<StreamEvent.OpenFailed>();
        Assert.Equal(new CircuitBreakerOpen(Bob.Id, Today + Settings.Reset, BreakerFailure.Unreachable), failed.Circuit);
        Assert.Contains("circuit breaker is open", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(5, _network.Dialed);
    }

    [Fact]
    public async Task Sessions_that_wait_for_one_dial_are_one_failure()
    {
        for (var i = 0; i < 8; i++) _transport.Tell(new StreamCommand.Open(), TestActor);
        (await _network.NextDialAsync()).SetException(new TransportException(TransportRefusal.Unreachable));
        for (var i = 0; i < 8; i++) await ExpectMsgAsync<StreamEvent.OpenFailed>();
        Assert.Equal(1, Breaker().Failures);
    }

    [Fact]
    public async Task Refusals_of_the_peer_itself_open_nothing()
    {
        for (var i = 0; i < 8; i++) await FailAsync(TransportRefusal.UnknownPeer, saidByPeer: true);
        Assert.Equal(BreakerStatus.Closed, Breaker());
    }

    [Fact]
    public async Task The_same_words_from_anybody_else_open_it()
    {
        for (var i = 0; i < 5; i++) await FailAsync(TransportRefusal.UnknownPeer);
        Assert.Equal(BreakerState.Open, Breaker().State);
    }

    [Fact]
    public async Task Half_open_one_dial_is_made_and_its_success_closes()
    {
        await HalfOpenAsync();
        var other = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), TestActor);
        _transport.Tell(new StreamCommand.Open(), other);
        Assert.NotNull((await other.ExpectMsgAsync<StreamEvent.OpenFailed>()).Circuit);
        var connection = new GrantingConnection(Bob.Id, dialed: true);
        (await _network.NextDialAsync()).SetResult(connection);
        connection.Grant();
        await ExpectMsgAsync<StreamEvent.Opened>();
        Assert.Equal(BreakerState.Closed, Breaker().State);
        Assert.Equal(6, _network.Dialed);
        Assert.Equal(BreakerState.Closed, ((BreakerChanged)await Alice.Outbox.FishForMessageAsync(m => m is BreakerChanged)).Status.State);
    }

    [Fact]
    public async Task Half_open_the_failure_of_its_one_dial_opens_again()
    {
        await HalfOpenAsync();
        await FailAsync(TransportRefusal.Timeout);
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Settings.Reset, BreakerFailure.DialTimeout), Breaker());
        Assert.Equal(BreakerState.Open, (await Alice.Outbox.ExpectMsgAsync<BreakerChanged>()).Status.State);
    }

    [Fact]
    public async Task A_connection_of_the_peer_leaves_an_open_circuit_open_and_is_a_half_open_one_s_trial()
    {
        await OpenCircuitAsync();
        Pass(TimeSpan.FromMilliseconds(1));
        var connection = new GrantingConnection(Bob.Id);
        _transport.Tell(new TransportManager.Accepted(connection));
        _transport.Tell(new StreamCommand.Open(), TestActor);
        Assert.NotNull((await ExpectMsgAsync<StreamEvent.OpenFailed>()).Circuit);
        Pass(Settings.Reset);
        _transport.Tell(new StreamCommand.Open(), TestActor);
        connection.Grant();
        await ExpectMsgAsync<StreamEvent.Opened>();
        Assert.Equal(BreakerState.Closed, Breaker().State);
    }

    // A connection stands all the while; what does not come are answers.
    private async Task<GrantingConnection> TryOverAnOldConnectionAsync(IActorRef session)
    {
        var connection = new GrantingConnection(Bob.Id);
        _transport.Tell(new TransportManager.Accepted(connection));
        for (var i = 0; i < 5; i++) _transport.Tell(StreamCommand.ReceiptMissing.Instance);
        Assert.Equal(BreakerState.Open, Breaker().State);
        Pass(Settings.Reset);
        _transport.Tell(new StreamCommand.Open(), session);
        connection.Grant();
        Assert.Equal(BreakerState.HalfOpen, Breaker().State);
        // While it is not decided, nobody else is let through.
        var other = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), other);
        Assert.NotNull((await other.ExpectMsgAsync<StreamEvent.OpenFailed>()).Circuit);
        return connection;
    }

    [Fact]
    public async Task Over_a_connection_from_before_the_failures_a_session_that_is_answered_is_the_trial()
    {
        var session = CreateTestProbe();
        var connection = await TryOverAnOldConnectionAsync(session);
        var opened = await session.ExpectMsgAsync<StreamEvent.Opened>();
        Assert.Equal(BreakerState.HalfOpen, Breaker().State);
        _transport.Tell(new StreamCommand.Answered(opened.Stream), session);
        Assert.Equal(BreakerState.Closed, Breaker().State);
        Assert.False(connection.Closed);
    }

    [Fact]
    public async Task A_session_over_it_that_falls_silent_opens_the_circuit_again()
    {
        var session = CreateTestProbe();
        var connection = await TryOverAnOldConnectionAsync(session);
        var opened = await session.ExpectMsgAsync<StreamEvent.Opened>();
        Pass(TimeSpan.FromSeconds(30));
        _transport.Tell(new StreamCommand.Silent(opened.Stream), session);
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Settings.Reset, BreakerFailure.SessionTimeout), Breaker());
        Assert.True(connection.Closed);
    }

    [Fact]
    public async Task A_session_over_it_that_ends_by_itself_decides_nothing_and_the_next_is_the_trial()
    {
        var session = CreateTestProbe();
        var connection = await TryOverAnOldConnectionAsync(session);
        await session.ExpectMsgAsync<StreamEvent.Opened>();
        StopAndWait(session);
        Assert.Equal(BreakerState.HalfOpen, Breaker().State);
        var next = CreateTestProbe();
        await EventuallyAsync(() =>
        {
            _transport.Tell(new StreamCommand.Open(), next);
            connection.Grant();
            return next.ExpectMsg<StreamEvent>() is StreamEvent.Opened;
        });
    }

    [Theory]
    [InlineData(4, BreakerState.Closed)]
    [InlineData(5, BreakerState.Open)]
    public async Task Each_stream_that_waits_for_an_answer_when_its_connection_falls_silent_is_a_failure(int waiting, object state)
    {
        var connection = new GrantingConnection(Bob.Id);
        _transport.Tell(new TransportManager.Accepted(connection));
        var streams = new List<long>();
        for (var i = 0; i < waiting + 3; i++)
        {
            connection.Grant();
            _transport.Tell(new StreamCommand.Open(), TestActor);
            streams.Add((await ExpectMsgAsync<StreamEvent.Opened>()).Stream);
        }

        // These have theirs.
        foreach (var stream in streams.Skip(waiting)) _transport.Tell(new StreamCommand.Answered(stream));
        // And what the peer opened is no call of ours.
        connection.Arrive();
        await Alice.Peers.ExpectMsgAsync<StreamArrived>();
        var quiet = CreateTestProbe();
        foreach (var stream in streams.Take(waiting)) _transport.Tell(new StreamCommand.Silent(stream), quiet);
        foreach (var _ in streams.Take(waiting)) await ExpectMsgAsync<StreamEvent.Ended>();
        var breaker = Breaker();
        Assert.Equal((state, waiting, BreakerFailure.SessionTimeout), (breaker.State, breaker.Failures, breaker.LastFailure));
    }

    [Fact]
    public void Receipts_that_don_t_come_are_failures_too()
    {
        for (var i = 0; i < 5; i++) _transport.Tell(StreamCommand.ReceiptMissing.Instance);
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Settings.Reset, BreakerFailure.ReceiptTimeout), Breaker());
    }

    [Fact]
    public async Task A_trial_that_fails_before_its_half_open_circuit_was_told_is_told()
    {
        await OpenCircuitAsync();
        using var busy = new BusyRef(((ExtendedActorSystem)Sys).Provider);
        _transport.Tell(TransportManager.GetStatus.Instance, busy);
        busy.Entered.Wait(TimeSpan.FromSeconds(20));
        _transport.Tell(new StreamCommand.Open(), TestActor);
        _network.FailsAtOnce = new TransportException(TransportRefusal.Timeout);
        Pass(Settings.Reset);
        busy.Done.Set();
        await ExpectMsgAsync<StreamEvent.OpenFailed>();
        var told = (BreakerChanged)await Alice.Outbox.FishForMessageAsync(m => m is BreakerChanged { Status.State: BreakerState.Open });
        Assert.Equal(Today + Settings.Reset, told.Status.RetryAt);
    }

    [Fact]
    public async Task A_new_address_begins_with_a_closed_circuit()
    {
        await OpenCircuitAsync();
        Alice.Services.Peers.Set(new PeerEntry(Bob.Id, "127.0.0.1", 4848, "bob"));
        _transport.Tell(new StreamCommand.Open(), TestActor);
        (await _network.NextDialAsync()).SetException(new TransportException(TransportRefusal.Unreachable));
        Assert.Null((await ExpectMsgAsync<StreamEvent.OpenFailed>()).Circuit);
        Assert.Equal(1, Breaker().Failures);
    }

    [Fact]
    public async Task Its_state_is_an_event_and_on_the_board()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(BreakerChanged));
        for (var i = 0; i < 5; i++) _transport.Tell(StreamCommand.ReceiptMissing.Instance);
        Assert.Equal(BreakerState.Open, (await ExpectMsgAsync<BreakerChanged>()).Status.State);
        Assert.Equal(BreakerFailure.ReceiptTimeout, Alice.Services.Breakers.NotClosed[Bob.Id].LastFailure);
        Pass(Settings.Reset);
        Assert.Equal(BreakerState.HalfOpen, (await ExpectMsgAsync<BreakerChanged>()).Status.State);
        StopAndWait(_transport);
        Assert.Empty(Alice.Services.Breakers.NotClosed);
    }

    /// <summary>Whoever tells it something is held up until the test says so.</summary>
    private sealed class BusyRef(IActorRefProvider provider) : MinimalActorRef, IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Done { get; } = new();

        public override ActorPath Path { get; } = provider.TempPath();

        public override IActorRefProvider Provider => provider;

        public void Dispose()
        {
            Done.Set();
            Entered.Dispose();
        }

        protected override void TellInternal(object message, IActorRef sender)
        {
            Entered.Set();
            Done.Wait(TimeSpan.FromSeconds(20));
        }
    }
}
