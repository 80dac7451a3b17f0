using Akka.Actor;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Exchange;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>Alice's outbox towards Bob, with probes for her documents and for the peer's actor.</summary>
public abstract class DeliverySpec : ActorSpec
{
    private protected static readonly OutboxSettings Settings = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60), 8);

    protected DeliverySpec(ITestOutputHelper output)
        : base(output) => Outbox = Start();

    protected IActorRef Outbox { get; set; }

    private protected IActorRef Start(OutboxSettings? settings = null)
    {
        var (services, peer, used) = (Alice.Services, Bob.Id.ToString(), settings ?? Settings);
        return Sys.ActorOf(Props.Create(() => new DeliveryActor(services, used, peer)));
    }

    protected void Tells(object message) => Outbox.Tell(message, ActorRefs.NoSender);

    protected OutboxItem NewDocument() => new(new DocumentKey(Alice.Id, Guid.NewGuid()), null);

    protected void Enqueue(OutboxItem item)
    {
        Outbox.Tell(new Enqueue(Bob.Id, item), TestActor);
        ExpectMsg<Enqueued>();
        // The document itself is stored next, and its actor then says so.
        Outbox.Tell(new StartOutbox(Bob.Id), TestActor);
        Status();
    }

    /// <summary>The exchange that the outbox opens next.</summary>
    protected byte[] Opened()
    {
        var open = Alice.Peers.ExpectMsg<OpenExchange>();
        Assert.Equal(Bob.Id, open.Peer);
        Assert.Equal(16, open.ExchangeId.Length);
        return open.ExchangeId;
    }

    protected void NothingOpened() => Alice.Peers.ExpectNoMsg(Quiet);

    protected void Fails(byte[] exchange, TimeSpan? retryAfter = null) => Outbox.Tell(new ExchangeEvent.Failed(exchange, "unreachable.", retryAfter));

    /// <summary>The session stands; returns what the document is asked to share.</summary>
    protected ShareDocument Ready(byte[] exchange, IActorRef? session = null)
    {
        Outbox.Tell(new ExchangeEvent.Ready(exchange, session ?? ActorRefs.Nobody));
        var share = Alice.Documents.ExpectMsg<ShareDocument>();
        Assert.Equal(exchange, share.ExchangeId);
        return share;
    }

    /// <summary>A receipt arrives and the document stores it with this outcome.</summary>
    protected void Receives(byte[] exchange, OutboxOutcome? outcome)
    {
        Outbox.Tell(new ExchangeEvent.ReceiptArrived(exchange, SomeReceipt()));
        Alice.Documents.ExpectMsg<StoreReceipt>();
        Outbox.Tell(new ReceiptStored(exchange, outcome));
    }

    protected Receipt SomeReceipt() => new()
    {
        Sender = Alice.Id,
        Receiver = Bob.Id,
        DocumentId = Guid.NewGuid(),
        Hash = new byte[32],
        Outcome = ReceiptOutcome.Processed,
        Time = Today,
    };

    protected OutboxStatus Status()
    {
        Outbox.Tell(new GetOutboxStatus(Bob.Id), TestActor);
        return ExpectMsg<OutboxStatus>();
    }

    /// <summary>The node stops and starts again.</summary>
    protected void Restart()
    {
        StopAndWait(Outbox);
        Outbox = Start();
        Status();
    }
}
