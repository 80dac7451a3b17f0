using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>Answers follow the rules of the flow; each travels like a document of its own.</summary>
public sealed class InvoiceAnswerTests(ITestOutputHelper output) : InvoiceSpec(output)
{
    private void Answer(IActorRef actor, DocumentKey key, StatusCode code, StatusReason? reason = null, string? text = null) =>
        actor.Tell(new AnswerDocument(key, code, reason, text, Clerk), TestActor);

    private OutboxItem Accepts(IActorRef actor, DocumentKey key)
    {
        Answer(actor, key, StatusCode.Accepted);
        Assert.Equal(DocumentKind.Status, Consents().Kind);
        var item = Queues();
        Assert.Equal(InvoicePhase.Accepted, ExpectMsg<DocumentSnapshot>().State.Phase);
        return item;
    }

    private static StatusResponse StatusFor(DocumentKey key, ContentHash hash, StatusCode code = StatusCode.Accepted) =>
        new() { DocumentId = key.Id, DocumentHash = hash, Code = code };

    private ReceiptOutcome Processes(IActorRef actor, IncomingDocument document)
    {
        actor.Tell(new ReceiveDocument(document, SecureRandom.Bytes(16)), TestActor);
        return ReceiptOf(ExpectMsg<DocumentProcessed>()).Outcome;
    }

    [Fact]
    public void An_answer_is_queued_before_it_is_decided_and_is_sent_with_a_hash_of_its_own()
    {
        var (actor, key) = Received();
        var item = Accepts(actor, key);
        var (session, delivery, exchange) = (CreateTestProbe(), CreateTestProbe(), SecureRandom.Bytes(16));
        actor.Tell(new ShareDocument(item, Bob.Id, exchange, session), delivery);
        Consents();
        Audits();
        var sent = session.ExpectMsg<SessionCommand.SendDocument>();
        delivery.ExpectMsg<ShareOutcome.Started>();
        Assert.Equal(ReceiptOutcome.Processed, IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash, Alice.Id, Bob.Id, out var opened));
        var status = Assert.IsType<StatusResponse>(opened!.Envelope.Content);
        Assert.Equal((key.Id, StatusCode.Accepted), (status.DocumentId, status.Code));
        Assert.Equal(Describe(actor, key).State.Metadata.Blake3, status.DocumentHash);

        actor.Tell(new StoreReceipt(item, Bob.Id, exchange, BobsReceipt(item.ResponseId!.Value, sent.Hash)), delivery);
        Audits();
        Assert.Equal(OutboxOutcome.Delivered, delivery.ExpectMsg<ReceiptStored>().Outcome);
        Assert.Equal("answer delivered: signed receipt verified", Describe(actor, key).History[^1].What);
    }

    [Fact]
    public void An_answer_that_the_issuer_s_node_refused_is_not_called_delivered()
    {
        var (actor, key) = Received();
        var item = Accepts(actor, key);
        var (session, delivery, exchange) = (CreateTestProbe(), CreateTestProbe(), SecureRandom.Bytes(16));
        actor.Tell(new ShareDocument(item, Bob.Id, exchange, session), delivery);
        Consents();
        Audits();
        var hash = session.ExpectMsg<SessionCommand.SendDocument>().Hash;
        delivery.ExpectMsg<ShareOutcome.Started>();
        actor.Tell(new StoreReceipt(item, Bob.Id, exchange, BobsReceipt(item.ResponseId!.Value, hash, ReceiptOutcome.NotApplicable)), delivery);
        Audits();
        Assert.Equal(OutboxOutcome.Refused, delivery.ExpectMsg<ReceiptStored>().Outcome);
        Assert.Equal("answer refused by the issuer's node (NotApplicable)", Describe(actor, key).History[^1].What);
    }

    [Fact]
    public void What_is_final_is_not_answered_again()
    {
        var (actor, key) = Received();
        Answer(actor, key, StatusCode.Rejected, StatusReason.PricesIncorrect);
        Consents();
        Queues();
        ExpectMsg<DocumentSnapshot>();
        Alice.Outbox.ExpectMsg<StartOutbox>();
        Answer(actor, key, StatusCode.Accepted);
        Assert.Equal("illegal-transition", ExpectMsg<Problem>().Code);
        Alice.Outbox.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void One_s_own_document_is_not_one_s_to_answer()
    {
        var (actor, key) = Issued();
        Answer(actor, key, StatusCode.Accepted);
        Assert.Equal("not-yours-to-do", ExpectMsg<Problem>().Code);
    }

    [Fact]
    public void An_unknown_document_is_not_answered()
    {
        var key = NewKey(ours: false);
        Answer(Start(key), key, StatusCode.Accepted);
        Assert.Equal("unknown-document", ExpectMsg<Problem>().Code);
    }

    [Fact]
    public void An_answer_that_can_not_be_sent_is_a_problem_and_no_crash()
    {
        var (actor, key) = Received();
        Watch(actor);
        Problem Asked(StatusCode code, string text)
        {
            Answer(actor, key, code, text: text);
            return ExpectMsg<Problem>();
        }

        Assert.Equal("reason-missing", Asked(StatusCode.Rejected, "ok").Code);
        Assert.Equal("invalid-text", Asked(StatusCode.Accepted, "a bell \u0007").Code);
        Assert.Equal("text-too-long", Asked(StatusCode.Accepted, new string('x', StatusResponse.MaxTextLength + 1)).Code);
        Assert.Equal(InvoicePhase.Received, Describe(actor, key).State.Phase);
    }

    [Fact]
    public void Without_consent_no_answer_is_given()
    {
        var (actor, key) = Received();
        Answer(actor, key, StatusCode.Accepted);
        Consents(yes: false);
        Audits();
        Assert.Equal("no-consent", ExpectMsg<Problem>().Code);
        Assert.Equal(InvoicePhase.Received, Describe(actor, key).State.Phase);
    }

    [Fact]
    public void An_answer_of_the_recipient_is_stored_once()
    {
        var (actor, key) = Issued();
        var hash = Describe(actor, key).State.Metadata.Blake3;
        actor.Tell(new ShareDocument(new OutboxItem(key, null), Bob.Id, SecureRandom.Bytes(16), CreateTestProbe()), CreateTestProbe());
        Consents();
        Audits();
        using var sent = OutgoingDocument.Issue(StatusFor(key, hash), Bob.Id, Alice.Id, Guid.CreateVersion7(Today));
        actor.Tell(new ReceiveDocument(Open(sent), SecureRandom.Bytes(16)), TestActor);
        Audits();
        var first = ExpectMsg<DocumentProcessed>().Receipt;
        Assert.Equal(InvoicePhase.Accepted, Describe(actor, key).State.Phase);
        actor.Tell(new ReceiveDocument(Open(sent), SecureRandom.Bytes(16)), TestActor);
        Assert.Equal(first, ExpectMsg<DocumentProcessed>().Receipt);
    }

    [Fact]
    public void An_answer_to_what_was_never_sent_or_to_other_content_does_not_apply()
    {
        var (actor, key) = Issued();
        var hash = Describe(actor, key).State.Metadata.Blake3;
        Assert.Equal(ReceiptOutcome.NotApplicable, Processes(actor, FromBob(StatusFor(key, hash), Guid.CreateVersion7(Today))));
        Assert.Equal(ReceiptOutcome.NotApplicable, Processes(actor, FromBob(StatusFor(key, new ContentHash(new byte[32])), Guid.CreateVersion7(Today))));
        var unknown = NewKey();
        Assert.Equal(ReceiptOutcome.NotApplicable, Processes(Start(unknown), FromBob(StatusFor(unknown, hash), Guid.CreateVersion7(Today))));
        Assert.Equal(InvoicePhase.Issued, Describe(actor, key).State.Phase);
    }
}
