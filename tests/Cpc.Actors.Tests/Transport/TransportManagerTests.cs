using System.Net;
using Akka.Actor;
using Cpc.Actors.Monitor;
using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>The node listens, also after its transport has failed, and holds nothing it does not own.</summary>
public sealed class TransportManagerTests : ActorSpec
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);
    private static readonly BreakerSettings Settings = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));

    private readonly FakeTransport _network = new();
    private readonly IActorRef _manager;

    public TransportManagerTests(ITestOutputHelper output)
        : base(output)
    {
        var services = Alice.Services;
        StartAndWait(Props.Create(() => new DeadLetterCounter(services)));
        _manager = Sys.ActorOf(TransportManager.Props(services, [_network], Settings));
    }

    private IPEndPoint Listen()
    {
        _manager.Tell(new TransportManager.Listen(Anywhere), TestActor);
        return ExpectMsg<TransportManager.Listening>().EndPoint;
    }

    // A Kill restarts under the supervision of the test kit's guardian only if it is told to; the manager is restarted
    // here as its supervisor does.
    private IActorRef Supervised()
    {
        var (services, network) = (Alice.Services, _network);
        var parent = Sys.ActorOf(Props.Create(() => new RestartingParent(TransportManager.Props(services, new ITransport[] { network }, Settings))));
        parent.Tell("child", TestActor);
        return ExpectMsg<IActorRef>();
    }

    [Fact]
    public void It_answers_with_the_address_it_listens_on()
    {
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 4747), Listen());
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 4747), Alice.Services.ListenEndPoint);
    }

    [Fact]
    public void An_address_that_can_t_be_bound_at_the_start_is_told_and_not_tried_again()
    {
        _network.RefusedBinds = 8;
        _manager.Tell(new TransportManager.Listen(Anywhere), TestActor);
        Assert.Contains("can't be reached or bound", ExpectMsg<TransportManager.ListenFailed>().Reason, StringComparison.Ordinal);
        Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(8, _network.Binds);
        Assert.Null(Alice.Services.ListenEndPoint);
    }

    [Fact]
    public async Task An_accepted_connection_is_its_peer_s()
    {
        Listen();
        _network.Listeners[0].Arrive(new GrantingConnection(Bob.Id));
        Assert.Equal(Bob.Id, (await Alice.Outbox.ExpectMsgAsync<PeerConnected>()).Peer);
    }

    [Theory]
    [InlineData("192.0.2.1:1", false, true)]
    [InlineData("10.1.1.1:1", false, false)]
    [InlineData("192.0.2.1:1", true, false)]
    public async Task A_connection_from_outside_and_through_no_relay_shows_that_others_reach_us(string remote, bool isRelay, bool reached)
    {
        var dht = CreateTestProbe();
        Alice.Services.Router.Dht = dht;
        var network = new FakeTransport { IsRelay = isRelay };
        var manager = Sys.ActorOf(TransportManager.Props(Alice.Services, [network], Settings));
        manager.Tell(new TransportManager.Listen(Anywhere), TestActor);
        ExpectMsg<TransportManager.Listening>();
        network.Listeners[0].Arrive(new GrantingConnection(Bob.Id) { RemoteEndPoint = IPEndPoint.Parse(remote), Transport = network.Name });
        await Alice.Outbox.ExpectMsgAsync<PeerConnected>();
        // Told before the peer's actor heard of it.
        if (reached) dht.ExpectMsg<Cpc.Actors.Dht.ReachedFromOutside>();
        else Assert.False(dht.HasMessages);
    }

    [Fact]
    public async Task Restarted_it_listens_again_on_the_same_address_and_accepts()
    {
        var manager = Supervised();
        manager.Tell(new TransportManager.Listen(Anywhere), TestActor);
        ExpectMsg<TransportManager.Listening>();
        _network.RefusedBinds = 2;
        manager.Tell(Kill.Instance);
        await EventuallyAsync(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            return _network.Listeners.Count == 2;
        });
        Assert.True(_network.Listeners[0].Disposed);
        Assert.Equal(_network.Listeners[0].LocalEndPoint, _network.Listeners[1].LocalEndPoint);
        Assert.Equal(4, _network.Binds);
        _network.Listeners[1].Arrive(new GrantingConnection(Bob.Id));
        await Alice.Outbox.ExpectMsgAsync<PeerConnected>();
    }

    [Fact]
    public async Task The_wait_between_tries_grows_to_half_a_minute()
    {
        Listen();
        _network.RefusedBinds = 12;
        _network.Listeners[0].Break();
        await EventuallyAsync(() => _network.Listeners[0].Disposed);
        var binds = 1;
        foreach (var seconds in new[] { 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
        {
            // In steps, since the wait begins when the refusal before it has been handled.
            var (step, passed) = (TimeSpan.FromSeconds(seconds / 10), TimeSpan.Zero);
            await EventuallyAsync(() =>
            {
                if (_network.Binds > binds) return true;
                Pass(step);
                passed += step;
                return false;
            });
            Assert.Equal(++binds, _network.Binds);
            Assert.True(passed > TimeSpan.FromSeconds(seconds) - step, $"The wait of {seconds} s took {passed}.");
        }
    }

    [Fact]
    public async Task A_listener_that_ends_by_itself_is_started_again()
    {
        Listen();
        _network.Listeners[0].Break();
        await EventuallyAsync(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            return _network.Listeners.Count == 2;
        });
        _network.Listeners[1].Arrive(new GrantingConnection(Bob.Id));
        await Alice.Outbox.ExpectMsgAsync<PeerConnected>();
    }

    [Fact]
    public async Task A_listener_that_is_bound_after_the_stop_is_closed()
    {
        _network.BindGate = new TaskCompletionSource();
        _manager.Tell(new TransportManager.Listen(Anywhere), TestActor);
        await EventuallyAsync(() => _network.Binds == 1);
        StopAndWait(_manager);
        _network.BindGate.SetResult();
        await EventuallyAsync(() => _network.Listeners is [{ Disposed: true }]);
    }

    [Fact]
    public async Task A_connection_that_is_accepted_after_the_stop_is_closed()
    {
        var connection = new GrantingConnection(Bob.Id);
        StopAndWait(_manager);
        _manager.Tell(new TransportManager.Accepted(connection));
        await EventuallyAsync(() => connection.ClosedWith == CloseReason.ShuttingDown);
        Assert.Equal(1, Alice.Count("dead-letter", "Accepted"));
    }

    [Fact]
    public void A_stop_closes_the_listeners()
    {
        Listen();
        StopAndWait(_manager);
        Assert.True(_network.Listeners[0].Disposed);
    }
}
