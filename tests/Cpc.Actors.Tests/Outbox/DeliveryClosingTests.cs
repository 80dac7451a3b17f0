using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>How an item leaves the queue, and what a restart makes of it.</summary>
public sealed class DeliveryClosingTests(ITestOutputHelper output) : DeliverySpec(output)
{
    [Theory]
    [InlineData(OutboxOutcome.Delivered)]
    [InlineData(OutboxOutcome.Refused)]
    public void A_stored_receipt_closes_the_item_for_good(OutboxOutcome outcome)
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        var session = CreateTestProbe();
        Ready(exchange, session);
        Receives(exchange, outcome);
        session.ExpectMsg<SessionCommand.Close>();
        Assert.Equal(0, Status().Queued);
        Restart();
        Assert.Equal(0, Status().Queued);
        NothingOpened();
    }

    [Fact]
    public void A_receipt_that_is_not_valid_closes_nothing()
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        Ready(exchange);
        Receives(exchange, null);
        Assert.Equal(1, Status().Queued);
        Assert.Contains("not valid", Status().LastProblem, StringComparison.Ordinal);
        Restart();
        Assert.Equal(1, Status().Queued);
    }

    [Fact]
    public void What_was_under_way_begins_anew_after_a_restart_under_a_fresh_exchange_id()
    {
        var item = NewDocument();
        Enqueue(item);
        var before = Opened();
        Ready(before);
        Restart();
        var after = Opened();
        Assert.NotEqual(before, after);
        Assert.Equal(item, Ready(after).Item);
    }

    [Fact]
    public void A_receipt_for_an_unknown_exchange_is_ignored_and_counted()
    {
        Enqueue(NewDocument());
        Opened();
        Tells(new ExchangeEvent.ReceiptArrived(SecureRandom.Bytes(16), SomeReceipt()));
        Tells(new ReceiptStored(SecureRandom.Bytes(16), OutboxOutcome.Delivered));
        Assert.Equal(1, Status().Queued);
        Alice.Documents.ExpectNoMsg(Quiet);
        Assert.Equal(1, Alice.Count("exchange", "UnknownExchange"));
    }

    [Fact]
    public void A_receipt_of_an_exchange_that_has_failed_does_not_close_the_item()
    {
        Enqueue(NewDocument());
        var old = Opened();
        Ready(old);
        Fails(old);
        Tells(new ReceiptStored(old, OutboxOutcome.Delivered));
        Assert.Equal(1, Status().Queued);
    }

    [Fact]
    public void A_session_that_comes_too_late_is_closed_without_a_document()
    {
        Enqueue(NewDocument());
        var old = Opened();
        Fails(old);
        var session = CreateTestProbe();
        Tells(new ExchangeEvent.Ready(old, session));
        session.ExpectMsg<SessionCommand.Close>();
        Alice.Documents.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void What_has_no_document_leaves_the_queue()
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        Ready(exchange);
        Tells(new ShareOutcome.Void(exchange));
        AwaitAssert(() => Assert.Equal(0, Status().Queued));
        Restart();
        Assert.Equal(0, Status().Queued);
    }

    [Fact]
    public void What_is_denied_waits_and_says_why()
    {
        var item = NewDocument();
        Enqueue(item);
        var exchange = Opened();
        var session = CreateTestProbe();
        Ready(exchange, session);
        Tells(new ShareOutcome.Denied(exchange, "no consent."));
        session.ExpectMsg<SessionCommand.Close>();
        var status = Status();
        Assert.Equal((1, "no consent."), (status.Queued, status.Problems[item]));
        Pass(Settings.MaxBackoff - TimeSpan.FromSeconds(1));
        NothingOpened();
        Pass(TimeSpan.FromSeconds(2));
        Opened();
    }

    [Fact]
    public void A_denied_item_does_not_hold_up_the_others()
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        Ready(exchange);
        Tells(new ShareOutcome.Denied(exchange, "no consent."));
        Status();
        Enqueue(NewDocument());
        Opened();
        NothingOpened();
    }

    [Fact]
    public void New_consent_ends_the_wait_of_what_was_denied()
    {
        Enqueue(NewDocument());
        var exchange = Opened();
        Ready(exchange);
        Tells(new ShareOutcome.Denied(exchange, "no consent."));
        Status();
        Tells(new ConsentChanged(Bob.Id));
        Opened();
    }
}
