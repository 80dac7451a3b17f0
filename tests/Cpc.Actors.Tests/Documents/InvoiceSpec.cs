using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Consent;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>One document's actor at Alice's, with probes for everyone it speaks with.</summary>
public abstract class InvoiceSpec(ITestOutputHelper output) : ActorSpec(output)
{
    protected static readonly Caller Clerk = new("uid:1000");
    protected static readonly Guid ConsentId = Guid.NewGuid();

    private protected static InvoiceDocument Invoice => Samples.Invoice;

    protected DocumentKey NewKey(bool ours = true) => new(ours ? Alice.Id : Bob.Id, Guid.CreateVersion7(Today));

    protected IActorRef Start(DocumentKey key)
    {
        var (services, id) = (Alice.Services, key.ToString());
        return Sys.ActorOf(Props.Create(() => new InvoiceActor(services, id)));
    }

    protected CheckConsent Consents(bool yes = true)
    {
        var check = Alice.Consent.ExpectMsg<CheckConsent>();
        Alice.Consent.Reply(yes ? new ConsentCheck.Allowed(ConsentId) : new ConsentCheck.Refused(ConsentRefusal.NoConsent));
        return check;
    }

    protected AuditFact Audits()
    {
        var fact = Alice.Audit.ExpectMsg<AppendAudit>().Fact;
        Alice.Audit.Reply(new AuditAppended(1));
        return fact;
    }

    protected void AuditFails()
    {
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
    }

    protected OutboxItem Queues()
    {
        var item = Alice.Outbox.ExpectMsg<Enqueue>().Item;
        Alice.Outbox.Reply(Enqueued.Instance);
        return item;
    }

    /// <summary>An actor that has issued a document to Bob.</summary>
    protected (IActorRef Actor, DocumentKey Key) Issued()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Consents();
        Queues();
        ExpectMsg<DocumentSnapshot>();
        Alice.Catalog.ExpectMsg<DocumentSnapshot>();
        return (actor, key);
    }

    /// <summary>A document from Bob as the session hands it over.</summary>
    private protected IncomingDocument FromBob(BusinessDocument content, Guid id)
    {
        using var sent = OutgoingDocument.Issue(content, Bob.Id, Alice.Id, id);
        return Open(sent);
    }

    private protected IncomingDocument Open(OutgoingDocument sent)
    {
        Assert.Equal(ReceiptOutcome.Processed, IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash, Bob.Id, Alice.Id, out var received));
        return received!;
    }

    /// <summary>An actor that has received a document from Bob.</summary>
    protected (IActorRef Actor, DocumentKey Key) Received()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        actor.Tell(new ReceiveDocument(FromBob(Invoice, key.Id), SecureRandom.Bytes(16)), TestActor);
        Audits();
        ExpectMsg<DocumentProcessed>();
        Alice.Catalog.ExpectMsg<DocumentSnapshot>();
        return (actor, key);
    }

    protected Receipt ReceiptOf(DocumentProcessed processed)
    {
        var receipt = Receipt.TryDecode(processed.Receipt)!;
        Assert.Equal((Bob.Id, Alice.Id), (receipt.Sender, receipt.Receiver));
        Assert.True(receipt.IsAbout(Bob.Id, Alice.Id, receipt.DocumentId, receipt.Hash));
        return receipt;
    }

    /// <summary>Bob's receipt for a document of ours.</summary>
    protected Receipt BobsReceipt(Guid id, byte[] hash, ReceiptOutcome outcome = ReceiptOutcome.Processed) => new Receipt
    {
        Sender = Alice.Id,
        Receiver = Bob.Id,
        DocumentId = id,
        Hash = hash,
        Outcome = outcome,
        Time = Today,
    }.SignedBy(Bob.Services.Identity);

    protected DocumentSnapshot Describe(IActorRef actor, DocumentKey key)
    {
        actor.Tell(new DescribeDocument(key), TestActor);
        return ExpectMsg<DocumentSnapshot>();
    }

    protected void IsUnknown(IActorRef actor, DocumentKey key)
    {
        actor.Tell(new DescribeDocument(key), TestActor);
        Assert.Equal("unknown-document", ExpectMsg<Problem>().Code);
    }
}
