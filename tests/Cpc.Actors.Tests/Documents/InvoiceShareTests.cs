using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Audit;
using Cpc.Actors.Consent;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Lifecycle;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>Nothing leaves without consent and a durable audit entry, in this order; receipts close it.</summary>
public sealed class InvoiceShareTests : InvoiceSpec
{
    private readonly byte[] _exchange = SecureRandom.Bytes(16);
    private readonly TestProbe _session;
    private readonly TestProbe _delivery;
    private readonly IActorRef _actor;
    private readonly DocumentKey _key;

    public InvoiceShareTests(ITestOutputHelper output)
        : base(output)
    {
        _session = CreateTestProbe("session");
        _delivery = CreateTestProbe("delivery");
        (_actor, _key) = Issued();
    }

    private void Share() => _actor.Tell(new ShareDocument(new OutboxItem(_key, null), Bob.Id, _exchange, _session), _delivery);

    private byte[] Shared()
    {
        Share();
        Consents();
        Audits();
        var sent = _session.ExpectMsg<SessionCommand.SendDocument>();
        _delivery.ExpectMsg<ShareOutcome.Started>();
        sent.Payload.Dispose();
        return sent.Hash;
    }

    private ReceiptStored Stores(Receipt receipt, byte[]? exchange = null)
    {
        _actor.Tell(new StoreReceipt(new OutboxItem(_key, null), Bob.Id, exchange ?? _exchange, receipt), _delivery);
        return _delivery.ExpectMsg<ReceiptStored>();
    }

    [Fact]
    public void Consent_then_audit_then_the_session_gets_the_document()
    {
        Share();
        Alice.Consent.ExpectMsg<CheckConsent>();
        Alice.Audit.ExpectNoMsg(Quiet);
        Alice.Consent.Reply(new ConsentCheck.Allowed(ConsentId));
        var fact = Alice.Audit.ExpectMsg<AppendAudit>().Fact;
        Assert.Equal((AuditAction.DocumentShared, ConsentId), (fact.Action, fact.ConsentId!.Value));
        Assert.Equal(_exchange, fact.ExchangeId);
        _session.ExpectNoMsg(Quiet);
        Alice.Audit.Reply(new AuditAppended(1));
        var sent = _session.ExpectMsg<SessionCommand.SendDocument>();
        using var payload = sent.Payload;
        Assert.Equal(Blake3.Hash(payload.Span), sent.Hash);
        Assert.Equal(fact.BodyHash, sent.Hash);
        Assert.Equal(ReceiptOutcome.Processed, IncomingDocument.TryOpen(payload.Span, sent.Hash, Alice.Id, Bob.Id, out var opened));
        Assert.Equal(Invoice, opened!.Envelope.Content);
        _delivery.ExpectMsg<ShareOutcome.Started>();
    }

    [Fact]
    public void Without_consent_nothing_is_sent()
    {
        Share();
        Consents(yes: false);
        var fact = Audits();
        Assert.Equal((AuditAction.SharingDenied, 1), (fact.Action, fact.Outcome));
        _delivery.ExpectMsg<ShareOutcome.Denied>();
        _session.ExpectNoMsg(Quiet);
        Assert.Equal(InvoicePhase.Issued, Describe(_actor, _key).State.Phase);
    }

    [Fact]
    public void A_denial_that_repeats_has_one_entry_and_another_after_a_sharing()
    {
        Share();
        Consents(yes: false);
        Audits();
        _delivery.ExpectMsg<ShareOutcome.Denied>();
        Share();
        Consents(yes: false);
        _delivery.ExpectMsg<ShareOutcome.Denied>();
        Alice.Audit.ExpectNoMsg(Quiet);

        Share();
        Consents();
        Assert.Equal(AuditAction.DocumentShared, Audits().Action);
        _delivery.ExpectMsg<ShareOutcome.Started>();
        Share();
        Consents(yes: false);
        Assert.Equal(AuditAction.SharingDenied, Audits().Action);
    }

    [Fact]
    public void While_the_audit_log_is_silent_nothing_is_sent()
    {
        Share();
        Consents();
        Alice.Audit.ExpectMsg<AppendAudit>();
        _session.ExpectNoMsg(Quiet);
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Contains("audit", _delivery.ExpectMsg<ShareOutcome.Denied>().Reason, StringComparison.Ordinal);
        _session.ExpectNoMsg(Quiet);
        // What did not leave is not called sent.
        Assert.Equal(InvoicePhase.Issued, Describe(_actor, _key).State.Phase);
    }

    [Fact]
    public void Every_attempt_has_the_same_bytes()
    {
        var first = Shared();
        var second = SecureRandom.Bytes(16);
        _actor.Tell(new ShareDocument(new OutboxItem(_key, null), Bob.Id, second, _session), _delivery);
        Consents();
        Audits();
        var again = _session.ExpectMsg<SessionCommand.SendDocument>();
        Assert.Equal(first, again.Hash);
        again.Payload.Dispose();
    }

    [Fact]
    public void A_document_that_is_not_there_is_void()
    {
        var key = NewKey();
        Start(key).Tell(new ShareDocument(new OutboxItem(key, null), Bob.Id, _exchange, _session), _delivery);
        _delivery.ExpectMsg<ShareOutcome.Void>();
        _actor.Tell(new ShareDocument(new OutboxItem(_key, Guid.NewGuid()), Bob.Id, _exchange, _session), _delivery);
        _delivery.ExpectMsg<ShareOutcome.Void>();
        Alice.Consent.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_receipt_of_the_recipient_closes_it_for_good()
    {
        var receipt = BobsReceipt(_key.Id, Shared());
        _actor.Tell(new StoreReceipt(new OutboxItem(_key, null), Bob.Id, _exchange, receipt), _delivery);
        Assert.Equal(AuditAction.ReceiptReceived, Audits().Action);
        Assert.Equal(OutboxOutcome.Delivered, _delivery.ExpectMsg<ReceiptStored>().Outcome);
        Assert.Equal(InvoicePhase.Delivered, Describe(_actor, _key).State.Phase);
        // Again, as after a crash of the outbox: no second event, the same answer; and nothing is sent again.
        Assert.Equal(OutboxOutcome.Delivered, Stores(receipt).Outcome);
        Alice.Audit.ExpectNoMsg(Quiet);
        Share();
        Consents();
        _delivery.ExpectMsg<ShareOutcome.Void>();
        _session.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_refusal_of_the_recipient_closes_it_too()
    {
        _actor.Tell(new StoreReceipt(new OutboxItem(_key, null), Bob.Id, _exchange, BobsReceipt(_key.Id, Shared(), ReceiptOutcome.Conflict)), _delivery);
        Audits();
        Assert.Equal(OutboxOutcome.Refused, _delivery.ExpectMsg<ReceiptStored>().Outcome);
        Assert.Equal(InvoicePhase.Refused, Describe(_actor, _key).State.Phase);
    }

    [Fact]
    public void A_receipt_that_is_not_the_recipient_s_or_not_about_this_document_closes_nothing()
    {
        var hash = Shared();
        var right = BobsReceipt(_key.Id, hash);
        Receipt[] wrong =
        [
            BobsReceipt(Guid.NewGuid(), hash), BobsReceipt(_key.Id, new byte[32]), right with { Signature = new byte[64] },
            right with { Outcome = ReceiptOutcome.Invalid }, right with { Receiver = Alice.Id },
        ];
        foreach (var receipt in wrong) Assert.Null(Stores(receipt).Outcome);
        Assert.Equal(wrong.Length, Alice.Count("exchange", "InvalidReceipt"));
        Assert.Equal(InvoicePhase.Sent, Describe(_actor, _key).State.Phase);
    }

    [Fact]
    public void A_receipt_in_an_exchange_that_was_never_started_closes_nothing()
    {
        var receipt = BobsReceipt(_key.Id, Shared());
        Assert.Null(Stores(receipt, SecureRandom.Bytes(16)).Outcome);
        Assert.Equal(1, Alice.Count("exchange", "UnknownExchange"));
    }

    [Fact]
    public void The_first_receipt_decides_whatever_a_second_one_says()
    {
        var hash = Shared();
        _actor.Tell(new StoreReceipt(new OutboxItem(_key, null), Bob.Id, _exchange, BobsReceipt(_key.Id, hash)), _delivery);
        Audits();
        Assert.Equal(OutboxOutcome.Delivered, _delivery.ExpectMsg<ReceiptStored>().Outcome);
        Assert.Equal(OutboxOutcome.Delivered, Stores(BobsReceipt(_key.Id, hash, ReceiptOutcome.Conflict)).Outcome);
    }
}
