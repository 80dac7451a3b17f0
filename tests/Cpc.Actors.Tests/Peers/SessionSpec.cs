using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Documents;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Peers;

/// <summary>Alice opens an exchange with Bob: two session actors with nothing but messages between them.</summary>
public abstract class SessionSpec : ActorSpec
{
    protected SessionSpec(ITestOutputHelper output)
        : base(output)
    {
        Owner = CreateTestProbe("owner");
        Seen = CreateTestProbe("seen");
        BobsPeer = CreateTestProbe("bobs-peer-actor");
        BobsPeer.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            if (message is PeerActor.ClaimExchange) sender.Tell(new PeerActor.ExchangeClaimed(Claims), BobsPeer);
            return AutoPilot.KeepRunning;
        }));
        BobsPeer.IgnoreMessages(m => m is PeerActor.ClaimExchange);
    }

    /// <summary>What Bob's peer actor says of a handshake.</summary>
    protected Refusal Claims { get; set; } = Refusal.None;

    protected byte[] Exchange { get; } = SecureRandom.Bytes(16);

    /// <summary>Who opened the exchange at Alice's.</summary>
    protected TestProbe Owner { get; }

    /// <summary>What the transport is told besides frames.</summary>
    protected TestProbe Seen { get; }

    /// <summary>The parent of Bob's session.</summary>
    protected TestProbe BobsPeer { get; }

    protected IActorRef Initiator { get; private set; } = ActorRefs.Nobody;

    protected IActorRef Responder { get; private set; } = ActorRefs.Nobody;

    protected IActorRef Between { get; private set; } = ActorRefs.Nobody;

    /// <summary>Starts both; frames pass as they are unless said otherwise.</summary>
    protected void Begin(Func<bool, byte[], IEnumerable<byte[]>>? pass = null)
    {
        var (seen, through) = (Seen.Ref, pass ?? ((_, body) => [body]));
        Between = Sys.ActorOf(Props.Create(() => new Wire(seen, through)));
        BeginResponder(Between);
        var (alice, bob, exchange, owner) = (Alice.Services, Bob.Id, Exchange, Owner.Ref);
        Initiator = Sys.ActorOf(Props.Create(() => new InitiatorSessionActor(alice, bob, exchange, owner)));
        var open = Alice.Transport.ExpectMsg<TransportManager.ForPeer>();
        Assert.Equal(Bob.Id, open.Peer);
        Between.Tell(new Wire.Join(Responder, Initiator: false));
        Between.Tell(new Wire.Join(Initiator, Initiator: true));
    }

    protected void BeginResponder(IActorRef transport)
    {
        var (bob, alice) = (Bob.Services, Alice.Id);
        Responder = BobsPeer.ChildActorOf(Props.Create(() => new ResponderSessionActor(bob, alice, transport, Wire.Stream)));
    }

    /// <summary>Starts both and waits until the session stands on both sides.</summary>
    protected void Establish(Func<bool, byte[], IEnumerable<byte[]>>? pass = null)
    {
        Begin(pass);
        Assert.Equal(Initiator, Owner.ExpectMsg<ExchangeEvent.Ready>().Session);
        BobsPeer.ExpectMsg<PeerActor.Established>();
    }

    private protected OutgoingDocument NewDocument() => OutgoingDocument.Issue(Samples.Invoice, Alice.Id, Bob.Id, Guid.CreateVersion7(Today));

    /// <summary>Hands the session a document; it disposes the copy.</summary>
    private protected void Send(OutgoingDocument document, byte[]? hash = null) =>
        Initiator.Tell(new SessionCommand.SendDocument(SecureData.CopyOf(document.Payload.Span), hash ?? document.Hash));

    /// <summary>Bob's document actor processes what arrives.</summary>
    protected ReceiveDocument Processes(ReceiptOutcome outcome = ReceiptOutcome.Processed)
    {
        var received = Bob.Documents.ExpectMsg<ReceiveDocument>();
        Assert.Equal(Exchange, received.ExchangeId);
        Bob.Documents.Reply(new DocumentProcessed(new Receipt
        {
            Sender = Alice.Id,
            Receiver = Bob.Id,
            DocumentId = received.Document.Envelope.DocumentId,
            Hash = received.Document.Hash,
            Outcome = outcome,
            Time = Today,
        }.SignedBy(Bob.Services.Identity).Encode()));
        return received;
    }

    /// <summary>One document with its receipt.</summary>
    protected void Delivers()
    {
        using var document = NewDocument();
        Send(document);
        Processes();
        Assert.True(Owner.ExpectMsg<ExchangeEvent.ReceiptArrived>().Receipt.IsAbout(Alice.Id, Bob.Id, document.DocumentId, document.Hash));
    }
}
