using Akka.Actor;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>The order of a peer's queue, and its limit.</summary>
public sealed class DeliveryQueueTests(ITestOutputHelper output) : DeliverySpec(output)
{
    [Fact]
    public void What_the_journal_refuses_stops_the_outbox_and_can_be_queued_anew()
    {
        Status();
        Watch(Outbox);
        JournalRefuses();
        var item = NewDocument();
        Outbox.Tell(new Enqueue(Bob.Id, item), TestActor);
        ExpectTerminated(Outbox);
        Outbox = Start();
        Enqueue(item);
    }

    [Fact]
    public void An_answer_waits_until_its_document_is_done()
    {
        var document = NewDocument();
        Enqueue(document);
        var first = Opened();
        Enqueue(document with { ResponseId = Guid.NewGuid() });
        Enqueue(document with { ResponseId = Guid.NewGuid() });
        NothingOpened();
        Assert.Equal(document, Ready(first).Item);
        Receives(first, OutboxOutcome.Delivered);
        var second = Opened();
        NothingOpened();
        Assert.NotNull(Ready(second).Item.ResponseId);
    }

    [Fact]
    public void Another_document_does_not_wait()
    {
        Enqueue(NewDocument());
        Opened();
        Enqueue(NewDocument());
        Opened();
    }

    [Fact]
    public void The_order_survives_a_restart()
    {
        var document = NewDocument();
        Enqueue(document);
        Enqueue(document with { ResponseId = Guid.NewGuid() });
        Opened();
        Restart();
        Assert.Equal(document, Ready(Opened()).Item);
        NothingOpened();
    }

    [Fact]
    public void The_same_item_is_queued_once()
    {
        var item = NewDocument();
        Enqueue(item);
        Enqueue(item);
        Assert.Equal(1, Status().Queued);
        Opened();
        NothingOpened();
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_more_and_what_it_holds_stays()
    {
        var key = new DocumentKey(Alice.Id, Guid.NewGuid());
        var filler = Sys.ActorOf(Props.Create(() => new JournalFiller(
            $"outbox-{Alice.Id}-{Bob.Id}",
            Enumerable.Range(0, DeliveryActor.MaxQueued - 1).Select(i => (object)new OutboxQueued(new OutboxItem(key, new Guid(i, 0, 0, new byte[8])), Today)))));
        StopAndWait(Outbox);
        Assert.Equal("filled", await filler.Ask<string>("fill", TimeSpan.FromSeconds(20)));
        Outbox = Start();
        Enqueue(NewDocument());
        Outbox.Tell(new Enqueue(Bob.Id, NewDocument()), TestActor);
        ExpectNoMsg(Quiet);
        Assert.Equal(DeliveryActor.MaxQueued, Status().Queued);
    }
}
