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

    [Fact]
    public async Task Streams_that_fall_silent_with_their_connection_are_one_failure()
    {
        var connection = new GrantingConnection(Bob.Id);
        _transport.Tell(new TransportManager.Accepted(connection));
        var streams = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            connection.Grant();
            _transport.Tell(new StreamCommand.Open(), TestActor);
            streams.Add((await ExpectMsgAsync<StreamEvent.Opened>()).Stream);
        }

        var quiet = CreateTestProbe();
        foreach (var stream in streams) _transport.Tell(new StreamCommand.Silent(stream), quiet);
        foreach (var _ in streams) await ExpectMsgAsync<StreamEvent.Ended>();
        Assert.Equal(new BreakerStatus(BreakerState.Closed, 1, null, BreakerFailure.SessionTimeout), Breaker());
    }

    [Fact]
    public void Receipts_that_don_t_come_are_failures_too()
    {
        for (var i = 0; i < 5; i++) _transport.Tell(StreamCommand.ReceiptMissing.Instance);
        Assert.Equal(new BreakerStatus(BreakerState.Open, 5, Today + Settings.Reset, BreakerFailure.ReceiptTimeout), Breaker());
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
}
