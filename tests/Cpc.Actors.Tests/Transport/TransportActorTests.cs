using Akka.Actor;
using Cpc.Actors.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>Streams and connections of one peer, over connections in memory.</summary>
public sealed class TransportActorTests : ActorSpec
{
    private static readonly BreakerSettings Breaker = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));

    private readonly IActorRef _transport;
    private readonly GrantingConnection _connection;

    public TransportActorTests(ITestOutputHelper output)
        : base(output)
    {
        var services = Alice.Services;
        var peer = Bob.Id;
        _transport = Sys.ActorOf(Props.Create(() => new TransportActor(services, new Dialer(Array.Empty<Cpc.Transport.ITransport>(), TimeProvider.System), Breaker, peer)));
        _connection = new GrantingConnection(peer);
    }

    private void Connect() => _transport.Tell(new TransportManager.Accepted(_connection));

    [Fact]
    public void A_connection_wakes_the_outbox_of_its_peer()
    {
        Connect();
        Assert.Equal(Bob.Id, Alice.Outbox.ExpectMsg<PeerConnected>().Peer);
    }

    [Fact]
    public void A_stream_of_the_peer_is_offered_to_its_actor()
    {
        Connect();
        _connection.Arrive();
        var arrived = Alice.Peers.ExpectMsg<StreamArrived>();
        Assert.Equal((Bob.Id, _transport), (arrived.Peer, arrived.Transport));
    }

    [Fact]
    public async Task A_stream_that_nobody_wants_is_aborted()
    {
        Connect();
        var theirs = _connection.Arrive();
        var arrived = Alice.Peers.ExpectMsg<StreamArrived>();
        _transport.Tell(new StreamCommand.End(arrived.Stream, Abort: true));
        await Assert.ThrowsAsync<Cpc.Transport.TransportException>(async () => await theirs.ReadExactlyAsync(new byte[1]));
        var late = CreateTestProbe();
        _transport.Tell(new StreamCommand.Attach(arrived.Stream), late);
        late.ExpectMsg<StreamEvent.Ended>();
    }

    [Fact]
    public async Task A_stream_is_opened_for_a_session_and_ended_with_it()
    {
        Connect();
        var session = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), session);
        var theirs = _connection.Grant();
        var opened = session.ExpectMsg<StreamEvent.Opened>();
        Assert.Equal(_transport, session.LastSender);
        _transport.Tell(new StreamCommand.Send(opened.Stream, [1, 2, 3]));
        _transport.Tell(new StreamCommand.End(opened.Stream, Abort: false));
        var bytes = new byte[7];
        await theirs.ReadExactlyAsync(bytes);
        Assert.Equal([0, 0, 0, 3, 1, 2, 3], bytes);
        Assert.Equal(0, await theirs.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task A_session_that_died_without_a_word_leaves_no_open_stream()
    {
        Connect();
        var session = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), session);
        var theirs = _connection.Grant();
        session.ExpectMsg<StreamEvent.Opened>();
        StopAndWait(session);
        Assert.Equal(0, await theirs.ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_stream_granted_after_its_session_has_gone_is_given_back()
    {
        Connect();
        var session = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), session);
        StopAndWait(session);
        var theirs = _connection.Grant();
        Assert.Equal(0, await theirs.ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_silent_stream_costs_its_connection()
    {
        Connect();
        var session = CreateTestProbe();
        _transport.Tell(new StreamCommand.Open(), session);
        _connection.Grant();
        var opened = session.ExpectMsg<StreamEvent.Opened>();
        Assert.True((await _transport.Ask<TransportManager.Status>(TransportManager.GetStatus.Instance)).Connected);
        _transport.Tell(new StreamCommand.Silent(opened.Stream));
        session.ExpectMsg<StreamEvent.Ended>();
        Assert.False((await _transport.Ask<TransportManager.Status>(TransportManager.GetStatus.Instance)).Connected);
        Assert.True(_connection.Closed);
    }

    [Fact]
    public void A_peer_that_is_not_in_the_book_is_not_dialed()
    {
        var services = Bob.Services;
        var stranger = new Cpc.Cryptography.PeerId(new byte[32]);
        var transport = Sys.ActorOf(Props.Create(() => new TransportActor(services, new Dialer(Array.Empty<Cpc.Transport.ITransport>(), TimeProvider.System), Breaker, stranger)));
        transport.Tell(new StreamCommand.Open(), TestActor);
        Assert.Contains("not in the book", ExpectMsg<StreamEvent.OpenFailed>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dial_that_fails_is_told_to_all_who_wait()
    {
        _transport.Tell(new StreamCommand.Open(), TestActor);
        _transport.Tell(new StreamCommand.Open(), TestActor);
        ExpectMsg<StreamEvent.OpenFailed>();
        ExpectMsg<StreamEvent.OpenFailed>();
    }
}
