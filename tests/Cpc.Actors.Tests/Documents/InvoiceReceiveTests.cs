using Akka.Actor;
using Cpc.Actors.Audit;
using Cpc.Actors.Documents;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Lifecycle;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>A document is processed exactly once, however often it arrives.</summary>
public sealed class InvoiceReceiveTests(ITestOutputHelper output) : InvoiceSpec(output)
{
    private static byte[] Exchange => SecureRandom.Bytes(16);

    [Fact]
    public void It_is_on_record_before_it_is_stored_and_confirmed()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        var document = FromBob(Invoice, key.Id);
        actor.Tell(new ReceiveDocument(document, Exchange), TestActor);
        var fact = Alice.Audit.ExpectMsg<AppendAudit>().Fact;
        Assert.Equal(AuditAction.DocumentReceived, fact.Action);
        Assert.Equal(document.Hash, fact.BodyHash);
        ExpectNoMsg(Quiet);
        Alice.Audit.Reply(new AuditAppended(1));
        var receipt = ReceiptOf(ExpectMsg<DocumentProcessed>());
        Assert.Equal((ReceiptOutcome.Processed, key.Id), (receipt.Outcome, receipt.DocumentId));
        Assert.Equal(document.Hash, receipt.Hash);
        Assert.Throws<ObjectDisposedException>(() => document.Payload.Span.Length);
        StopAndWait(actor);
        Assert.Equal(InvoicePhase.Received, Describe(Start(key), key).State.Phase);
    }

    [Fact]
    public void What_was_received_is_kept_byte_for_byte()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        using var sent = OutgoingDocument.Issue(Invoice, Bob.Id, Alice.Id, key.Id);
        var received = sent.Payload.Span.ToArray();
        actor.Tell(new ReceiveDocument(Open(sent), Exchange), TestActor);
        Audits();
        ExpectMsg<DocumentProcessed>();
        StopAndWait(actor);
        Start(key).Tell(new OpenOriginal(key), TestActor);
        var original = ExpectMsg<DocumentOriginal>();
        Assert.Equal(received, original.Bytes.ToArray());
        Assert.Equal(DocumentOriginal.Cbor, original.MediaType);
    }

    [Fact]
    public void Without_an_audit_entry_it_is_neither_stored_nor_confirmed()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        actor.Tell(new ReceiveDocument(FromBob(Invoice, key.Id), Exchange), TestActor);
        AuditFails();
        ExpectMsg<DocumentNotProcessed>();
        IsUnknown(actor, key);
    }

    [Fact]
    public void The_same_document_again_gets_the_stored_receipt_again()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        using var sent = OutgoingDocument.Issue(Invoice, Bob.Id, Alice.Id, key.Id);
        actor.Tell(new ReceiveDocument(Open(sent), Exchange), TestActor);
        Audits();
        var first = ExpectMsg<DocumentProcessed>().Receipt;
        StopAndWait(actor);
        actor = Start(key);
        Pass(TimeSpan.FromHours(1));
        actor.Tell(new ReceiveDocument(Open(sent), Exchange), TestActor);
        Assert.Equal(first, ExpectMsg<DocumentProcessed>().Receipt);
        Alice.Audit.ExpectNoMsg(Quiet);
        Assert.Equal(1, Alice.Count("document", "Duplicate"));
        Assert.Single(Describe(actor, key).History);
    }

    [Fact]
    public void Another_document_under_the_same_id_is_a_conflict()
    {
        var (actor, key) = Received();
        var hash = Describe(actor, key).State.Metadata.Blake3;
        actor.Tell(new ReceiveDocument(FromBob(Invoice, key.Id), Exchange), TestActor);
        Assert.Equal(ReceiptOutcome.Conflict, ReceiptOf(ExpectMsg<DocumentProcessed>()).Outcome);
        Assert.Equal(hash, Describe(actor, key).State.Metadata.Blake3);
        Assert.Equal(1, Alice.Count("document", "Conflict"));
    }

    [Fact]
    public void A_document_that_breaks_a_rule_is_invalid_and_not_stored()
    {
        var key = NewKey(ours: false);
        var actor = Start(key);
        actor.Tell(new ReceiveDocument(FromBob(Samples.WrongInvoice, key.Id), Exchange), TestActor);
        Assert.Equal(ReceiptOutcome.Invalid, ReceiptOf(ExpectMsg<DocumentProcessed>()).Outcome);
        Alice.Audit.ExpectNoMsg(Quiet);
        IsUnknown(actor, key);
        Assert.Equal(1, Alice.Count("document", "Invalid"));
    }

    [Fact]
    public void An_idle_document_asks_to_leave()
    {
        var key = NewKey(ours: false);
        var services = Alice.Services;
        var parent = CreateTestProbe();
        parent.ChildActorOf(Props.Create(() => new InvoiceActor(services, key.ToString())));
        parent.ExpectNoMsg(Quiet);
        // It may still be starting: the time that passes then does not count for it.
        AwaitAssert(() =>
        {
            Pass(TimeSpan.FromMinutes(2.1));
            parent.ExpectMsg<Cpc.Actors.Node.EntityManager.Passivate>(Quiet);
        }, TimeSpan.FromSeconds(20));
    }
}
