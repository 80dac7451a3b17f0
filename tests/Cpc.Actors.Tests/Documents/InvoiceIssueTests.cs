using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Consent;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>A document is queued before it is issued, and neither without consent.</summary>
public sealed class InvoiceIssueTests(ITestOutputHelper output) : InvoiceSpec(output)
{
    [Fact]
    public void It_asks_for_consent_then_queues_then_issues()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Assert.Equal((Bob.Id, DocumentKind.Invoice, (Invoice.Totals.WithVat, Invoice.CurrencyCode)),
            Alice.Consent.ExpectMsg<CheckConsent>() is var c ? (c.Counterparty, c.Kind, c.Amount!.Value) : default);
        Alice.Outbox.ExpectNoMsg(Quiet);
        Alice.Consent.Reply(new Cpc.Invoicing.Consent.ConsentCheck.Allowed(ConsentId));
        Assert.Equal(new OutboxItem(key, null), Alice.Outbox.ExpectMsg<Enqueue>().Item);
        // Not in the queue yet: not issued.
        Alice.Catalog.ExpectNoMsg(Quiet);
        Alice.Outbox.Reply(Enqueued.Instance);
        var snapshot = ExpectMsg<DocumentSnapshot>();
        Assert.Equal((key, InvoicePhase.Issued, Bob.Id), (snapshot.Key, snapshot.State.Phase, snapshot.Counterparty));
        StopAndWait(actor);
        Assert.Equal(InvoicePhase.Issued, Describe(Start(key), key).State.Phase);
    }

    [Fact]
    public void Consent_is_asked_for_what_the_document_says_whatever_was_prepaid()
    {
        var key = NewKey();
        var prepaid = Invoice with { Totals = Invoice.Totals with { Paid = Invoice.Totals.WithVat, DueForPayment = 0 } };
        Start(key).Tell(new IssueDocument(key, Bob.Id, prepaid, Clerk), TestActor);
        Assert.Equal((Invoice.Totals.WithVat, Invoice.CurrencyCode), Consents().Amount);
    }

    [Fact]
    public void The_file_it_was_read_from_is_kept_byte_for_byte_also_after_a_restart()
    {
        var (key, file) = (NewKey(), "<Invoice>\r\n<!-- mine --></Invoice>\u00a0"u8.ToArray());
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk, file), TestActor);
        Consents();
        Queues();
        ExpectMsg<DocumentSnapshot>();
        StopAndWait(actor);
        Start(key).Tell(new OpenOriginal(key), TestActor);
        var original = ExpectMsg<DocumentOriginal>();
        Assert.Equal(file, original.Bytes.ToArray());
        Assert.Equal(DocumentOriginal.Xml, original.MediaType);
    }

    [Fact]
    public void What_came_from_no_file_has_no_original_and_nor_has_an_unknown_document()
    {
        var (actor, key) = Issued();
        actor.Tell(new OpenOriginal(key), TestActor);
        Assert.Equal("unknown-original", ExpectMsg<Problem>().Code);
        var other = NewKey();
        Start(other).Tell(new OpenOriginal(other), TestActor);
        Assert.Equal("unknown-document", ExpectMsg<Problem>().Code);
    }

    [Fact]
    public void Without_consent_it_is_a_problem_on_record_and_nothing_is_issued()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Consents(yes: false);
        var fact = Audits();
        Assert.Equal((AuditAction.SharingDenied, 1), (fact.Action, fact.Outcome));
        Assert.Equal(Alice.Services.AuditReferences.Document(Alice.Id, key.Id), fact.DocumentRef);
        Assert.Equal("no-consent", ExpectMsg<Problem>().Code);
        Alice.Outbox.ExpectNoMsg(Quiet);
        StopAndWait(actor);
        IsUnknown(Start(key), key);
    }

    [Fact]
    public void Without_an_answer_about_consent_it_fails_closed()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Alice.Consent.ExpectMsg<CheckConsent>();
        Alice.Consent.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Audits();
        Assert.Equal("no-consent", ExpectMsg<Problem>().Code);
        IsUnknown(actor, key);
    }

    [Fact]
    public void What_cannot_be_queued_is_not_issued()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Consents();
        Alice.Outbox.ExpectMsg<Enqueue>();
        Alice.Outbox.Reply(new Status.Failure(new InvalidOperationException("Full.")));
        Assert.Equal("outbox-unavailable", ExpectMsg<Problem>().Code);
        StopAndWait(actor);
        IsUnknown(Start(key), key);
    }

    [Fact]
    public void A_share_that_comes_before_it_is_issued_waits_for_it()
    {
        var key = NewKey();
        var actor = Start(key);
        actor.Tell(new IssueDocument(key, Bob.Id, Invoice, Clerk), TestActor);
        Consents();
        Alice.Outbox.ExpectMsg<Enqueue>();
        var delivery = CreateTestProbe();
        actor.Tell(new ShareDocument(new OutboxItem(key, null), Bob.Id, new byte[16], CreateTestProbe()), delivery);
        Alice.Outbox.Reply(Enqueued.Instance);
        ExpectMsg<DocumentSnapshot>();
        Consents();
        Audits();
        delivery.ExpectMsg<ShareOutcome.Started>();
    }
}
