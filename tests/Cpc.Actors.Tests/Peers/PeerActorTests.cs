using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Peers;

/// <summary>A peer is held to its limits, and what it ends it gets back.</summary>
public sealed class PeerActorTests : ActorSpec
{
    private readonly IActorRef _peer;
    private readonly TestProbe _stream;
    private long _next;

    public PeerActorTests(ITestOutputHelper output)
        : base(output)
    {
        var (services, id) = (Alice.Services, Bob.Id.ToString());
        _peer = Sys.ActorOf(Props.Create(() => new PeerActor(services, id)));
        _stream = CreateTestProbe("stream");
    }

    private IActorRef Arrives()
    {
        _peer.Tell(new StreamArrived(Bob.Id, ++_next, _stream), TestActor);
        Assert.Equal(_next, _stream.ExpectMsg<StreamCommand.Attach>().Stream);
        return _stream.LastSender;
    }

    private void IsTurnedAway()
    {
        _peer.Tell(new StreamArrived(Bob.Id, ++_next, _stream), TestActor);
        var end = _stream.ExpectMsg<StreamCommand.End>();
        Assert.Equal((_next, true), (end.Stream, end.Abort));
    }

    [Fact]
    public void Sixteen_handshakes_may_be_pending_and_the_seventeenth_stream_is_ended_and_counted()
    {
        for (var i = 0; i < HandshakeBudget.PerPeer; i++) Arrives();
        Assert.Equal(0, Alice.Count("session", "Busy"));
        IsTurnedAway();
        Assert.Equal(1, Alice.Count("session", "Busy"));
    }

    [Fact]
    public async Task A_handshake_that_ended_makes_room_for_another()
    {
        var sessions = Enumerable.Range(0, HandshakeBudget.PerPeer).Select(_ => Arrives()).ToList();
        IsTurnedAway();
        StopAndWait(sessions[3]);
        _stream.ExpectMsg<StreamCommand.End>();
        await EventuallyAsync(() =>
        {
            _peer.Tell(new StreamArrived(Bob.Id, ++_next, _stream), TestActor);
            return _stream.ReceiveOne(TimeSpan.FromSeconds(20)) is StreamCommand.Attach;
        });
    }

    [Fact]
    public void An_established_session_is_no_longer_pending_but_still_counts_as_a_session()
    {
        for (var i = 0; i < PeerActor.MaxSessions; i++) _peer.Tell(PeerActor.Established.Instance, Arrives());
        IsTurnedAway();
        _peer.Tell(new OpenExchange(Bob.Id, SecureRandom.Bytes(16)), TestActor);
        Assert.NotNull(ExpectMsg<ExchangeEvent.Failed>().RetryAfter);
    }

    [Fact]
    public void The_node_s_budget_holds_over_all_peers_and_is_given_back()
    {
        var taken = 0;
        while (Alice.Services.Handshakes.TryTake()) taken++;
        Assert.Equal(HandshakeBudget.PerNode, taken);
        IsTurnedAway();
        Alice.Services.Handshakes.GiveBack();
        Arrives();
        IsTurnedAway();
        StopAndWait(_peer);
        Assert.True(Alice.Services.Handshakes.TryTake());
        Assert.False(Alice.Services.Handshakes.TryTake());
    }

    [Fact]
    public void A_session_that_we_open_asks_for_a_stream_and_tells_its_opener_of_its_end()
    {
        var exchange = SecureRandom.Bytes(16);
        _peer.Tell(new OpenExchange(Bob.Id, exchange), TestActor);
        var open = Alice.Transport.ExpectMsg<TransportManager.ForPeer>();
        Assert.Equal(Bob.Id, open.Peer);
        Assert.IsType<StreamCommand.Open>(open.Command);
        Alice.Transport.Reply(new StreamEvent.OpenFailed("nobody is there."));
        var failed = ExpectMsg<ExchangeEvent.Failed>();
        Assert.Equal("nobody is there.", failed.Reason);
        Assert.Equal(exchange, failed.ExchangeId);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_handshake_that_is_replayed_on_another_stream_is_refused_and_counted()
    {
        using var handshake = InitiatorHandshake.Start(Bob.Services.Sessions.For(Alice.Id), SecureRandom.Bytes(16), Moment.Now(Bob.Services.Time));
        Arrives().Tell(new StreamEvent.Frame(_next, handshake.Hs1));
        Assert.Equal((byte)FrameType.HS2, _stream.FishForMessage<StreamCommand.Send>(_ => true).Bodies[0][1]);
        _stream.ExpectMsg<StreamCommand.Credit>();

        Arrives().Tell(new StreamEvent.Frame(_next, handshake.Hs1));
        var refuse = RefuseFrame.TryDecode(_stream.FishForMessage<StreamCommand.Send>(_ => true).Bodies[0]);
        Assert.Equal(Refusal.Replay, refuse!.Code);
        Assert.Equal(1, Alice.Count("session", "Replay"));
    }

    [Fact]
    public void When_both_begin_the_same_exchange_one_handshake_is_left()
    {
        var exchange = SecureRandom.Bytes(16);
        _peer.Tell(new OpenExchange(Bob.Id, exchange), TestActor);
        Alice.Transport.ExpectMsg<TransportManager.ForPeer>();
        using var handshake = InitiatorHandshake.Start(Bob.Services.Sessions.For(Alice.Id), exchange, Moment.Now(Bob.Services.Time));
        Arrives().Tell(new StreamEvent.Frame(_next, handshake.Hs1));
        var answer = _stream.FishForMessage<StreamCommand.Send>(_ => true).Bodies[0];
        if (Bob.Id < Alice.Id)
        {
            Assert.Equal((byte)FrameType.HS2, answer[1]);
            ExpectMsg<ExchangeEvent.Failed>();
        }
        else
        {
            Assert.Equal(Refusal.TieLost, RefuseFrame.TryDecode(answer)!.Code);
            ExpectNoMsg(Quiet);
        }

        Assert.Equal(1, Alice.Count("session", "TieLost"));
    }
}
