using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>When the outbox tries again.</summary>
public sealed class DeliveryRetryTests(ITestOutputHelper output) : DeliverySpec(output)
{
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_failed_exchange_is_begun_anew_after_a_doubling_wait_with_a_fresh_id()
    {
        Enqueue(NewDocument());
        var seen = new HashSet<string>();
        foreach (var seconds in new[] { 1, 2, 4, 8, 16 })
        {
            var exchange = Opened();
            Assert.True(seen.Add(Convert.ToHexString(exchange)));
            Fails(exchange);
            Status();
            Pass(TimeSpan.FromSeconds(seconds * 0.89));
            NothingOpened();
            Pass(TimeSpan.FromSeconds(seconds * 0.23));
        }

        Assert.True(seen.Add(Convert.ToHexString(Opened())));
    }

    [Fact]
    public void An_item_whose_document_says_nothing_is_looked_at_after_a_second()
    {
        Outbox.Tell(new Enqueue(Bob.Id, NewDocument()), TestActor);
        ExpectMsg<Enqueued>();
        Status();
        NothingOpened();
        Pass(TimeSpan.FromSeconds(1));
        Opened();
    }

    [Fact]
    public void An_item_that_is_asked_for_twice_at_once_has_one_place()
    {
        var item = NewDocument();
        for (var i = 0; i < 3; i++) Outbox.Tell(new Enqueue(Bob.Id, item), TestActor);
        for (var i = 0; i < 3; i++) ExpectMsg<Enqueued>();
        Assert.Equal(1, Status().Queued);
        Restart();
        Assert.Equal(1, Status().Queued);
    }

    [Fact]
    public void What_has_its_receipt_is_not_begun_anew_whatever_comes_meanwhile()
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        Ready(exchange);
        Receives(exchange, OutboxOutcome.Delivered);
        Tells(new ReceiptStored(exchange, null));
        Fails(exchange);
        Tells(new StartOutbox(Bob.Id));
        AwaitAssert(() => Assert.Equal(0, Status().Queued));
        Assert.Null(Status().LastProblem);
        Pass(Settings.MinBackoff * 2);
        NothingOpened();
    }

    [Fact]
    public void The_wait_never_exceeds_its_maximum()
    {
        Enqueue(NewDocument());
        for (var i = 0; i < 20; i++)
        {
            Fails(Opened());
            Status();
            Pass(Settings.MaxBackoff * 1.11);
        }

        Opened();
    }

    [Fact]
    public void Exchanges_that_fail_together_count_as_one_failure()
    {
        for (var i = 0; i < 8; i++) Enqueue(NewDocument());
        var exchanges = Enumerable.Range(0, 8).Select(_ => Opened()).ToList();
        exchanges.ForEach(e => Fails(e));
        Status();
        // The second wait is that of a second failure, not of a ninth.
        Pass(TimeSpan.FromSeconds(1.15));
        exchanges = [.. Enumerable.Range(0, 8).Select(_ => Opened())];
        exchanges.ForEach(e => Fails(e));
        Status();
        Pass(TimeSpan.FromSeconds(1.7));
        NothingOpened();
        Pass(TimeSpan.FromSeconds(0.6));
        for (var i = 0; i < 8; i++) Opened();
    }

    [Fact]
    public void The_peer_may_ask_for_a_longer_wait_but_not_for_more_than_the_longest()
    {
        Enqueue(NewDocument());
        Fails(Opened(), TimeSpan.FromSeconds(60));
        Status();
        Pass(TimeSpan.FromSeconds(59));
        NothingOpened();
        Pass(TimeSpan.FromSeconds(2));
        Fails(Opened(), TimeSpan.FromSeconds(ushort.MaxValue));
        Status();
        Pass(Settings.MaxBackoff * 1.11);
        Opened();
    }

    [Fact]
    public void No_receipt_in_time_is_a_failure()
    {
        Enqueue(NewDocument());
        var session = CreateTestProbe();
        Ready(Opened(), session);
        Pass(Settings.ReceiptTimeout - Little);
        session.ExpectNoMsg(Quiet);
        Pass(Little * 2);
        session.ExpectMsg<Cpc.Actors.Peers.SessionCommand.Close>();
        Assert.Contains("no receipt", Status().LastProblem, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(1.15));
        Opened();
    }

    [Fact]
    public void A_connection_to_the_peer_ends_the_wait_at_once()
    {
        Enqueue(NewDocument());
        Fails(Opened());
        Status();
        NothingOpened();
        Tells(new PeerConnected(Bob.Id));
        Opened();
    }

    [Fact]
    public void A_peer_that_reconnects_again_and_again_does_not_drive_attempts()
    {
        Enqueue(NewDocument());
        Fails(Opened());
        Tells(new PeerConnected(Bob.Id));
        Fails(Opened());
        Tells(new PeerConnected(Bob.Id));
        NothingOpened();
        // A success earns the next one.
        Pass(TimeSpan.FromSeconds(2.3));
        var exchange = Opened();
        Ready(exchange);
        Receives(exchange, OutboxOutcome.Delivered);
        Enqueue(NewDocument());
        Fails(Opened());
        Tells(new PeerConnected(Bob.Id));
        Opened();
    }

    [Fact]
    public void No_more_exchanges_run_at_a_time_than_allowed()
    {
        for (var i = 0; i < 10; i++) Enqueue(NewDocument());
        var first = Opened();
        for (var i = 0; i < 7; i++) Opened();
        NothingOpened();
        Ready(first);
        Receives(first, OutboxOutcome.Delivered);
        Opened();
        NothingOpened();
    }
}
