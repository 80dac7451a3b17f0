using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Guards;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Documents;

/// <summary>A suspicious document is stored, not told of, and neither accepted nor paid until somebody decides.</summary>
public sealed class InvoiceHoldTests(ITestOutputHelper output) : InvoiceSpec(output)
{
    private (IActorRef Actor, DocumentKey Key) Suspicious(params Concern[] concerns)
    {
        Alice.Guards.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell(message is ClaimInvoice ? new InvoiceClaimed([.. concerns]) : ClaimDecided.Instance);
            return AutoPilot.KeepRunning;
        }));
        return Received();
    }

    private void Answer(IActorRef actor, DocumentKey key, StatusCode code) =>
        actor.Tell(new AnswerDocument(key, code, code.NeedsReason() ? StatusReason.Other : null, null, Clerk), TestActor);

    private DocumentSnapshot Decides(IActorRef actor, DocumentKey key, bool approve)
    {
        actor.Tell(new DecideHold(key, approve, Clerk), TestActor);
        Assert.Equal((approve ? AuditAction.HoldApproved : AuditAction.HoldRejected, Alice.Services.AuditReferences.Actor(Clerk.Name)),
            Audits() is var fact ? (fact.Action, fact.ActorRef) : default, new ActionAndActor());
        return ExpectMsg<DocumentSnapshot>();
    }

    [Fact]
    public void The_receipt_is_that_of_any_other_document_and_the_alert_is_counted()
    {
        Alice.Guards.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell(new InvoiceClaimed([Concern.NumberConflict]));
            return AutoPilot.KeepRunning;
        }));
        var key = NewKey(ours: false);
        Start(key).Tell(new ReceiveDocument(FromBob(Invoice, key.Id), SecureRandom.Bytes(16)), TestActor);
        Audits();
        Assert.Equal(ReceiptOutcome.Processed, ReceiptOf(ExpectMsg<DocumentProcessed>()).Outcome);
        Assert.Equal(1, Alice.Count("invoice", "NumberConflict"));
    }

    [Theory]
    [InlineData(Concern.NumberConflict)]
    [InlineData(Concern.AccountChanged)]
    public void It_is_neither_accepted_nor_paid_until_it_is_approved_also_after_a_restart(Concern concern)
    {
        var (actor, key) = Suspicious(concern);
        StopAndWait(actor);
        actor = Start(key);
        foreach (var code in new[] { StatusCode.Accepted, StatusCode.ConditionallyAccepted })
        {
            Answer(actor, key, code);
            var problem = ExpectMsg<Problem>();
            Assert.Equal("held", problem.Code);
            Assert.Contains("AB, IP, UQ, RE", problem.Message, StringComparison.Ordinal);
        }

        Alice.Outbox.ExpectNoMsg(Quiet);
        Assert.False(Decides(actor, key, approve: true).State.IsHeld);
        StopAndWait(actor);
        actor = Start(key);
        Answer(actor, key, StatusCode.Accepted);
        Consents();
        Queues();
        Assert.Equal(InvoicePhase.Accepted, ExpectMsg<DocumentSnapshot>().State.Phase);
    }

    [Fact]
    public void What_was_rejected_is_never_accepted_and_may_still_be_rejected_towards_the_issuer()
    {
        var (actor, key) = Suspicious(Concern.AccountChanged);
        Decides(actor, key, approve: false);
        Answer(actor, key, StatusCode.Accepted);
        Assert.Equal("held", ExpectMsg<Problem>().Code);
        actor.Tell(new DecideHold(key, true, Clerk), TestActor);
        Assert.Equal("illegal-transition", ExpectMsg<Problem>().Code);
        Answer(actor, key, StatusCode.Rejected);
        Consents();
        Queues();
        Assert.Equal(InvoicePhase.Rejected, ExpectMsg<DocumentSnapshot>().State.Phase);
    }

    [Fact]
    public void A_look_alike_is_flagged_and_holds_nothing()
    {
        var (actor, key) = Suspicious(Concern.LookAlikeSeller);
        Answer(actor, key, StatusCode.Accepted);
        Consents();
        Queues();
        Assert.Equal([Concern.LookAlikeSeller], ExpectMsg<DocumentSnapshot>().State.Concerns);
    }

    [Fact]
    public void What_is_not_suspicious_or_not_here_has_nothing_to_decide()
    {
        var (actor, key) = Received();
        actor.Tell(new DecideHold(key, true, Clerk), TestActor);
        Assert.Equal("illegal-transition", ExpectMsg<Problem>().Code);
        var (own, ownKey) = Issued();
        own.Tell(new DecideHold(ownKey, true, Clerk), TestActor);
        Assert.Equal("not-yours-to-do", ExpectMsg<Problem>().Code);
        var unknown = NewKey();
        Start(unknown).Tell(new DecideHold(unknown, true, Clerk), TestActor);
        Assert.Equal("unknown-document", ExpectMsg<Problem>().Code);
    }

    [Fact]
    public void Without_the_guards_nothing_is_received()
    {
        GuardsFail();
        var key = NewKey(ours: false);
        var actor = Start(key);
        actor.Tell(new ReceiveDocument(FromBob(Invoice, key.Id), SecureRandom.Bytes(16)), TestActor);
        Audits();
        ExpectMsg<DocumentNotProcessed>();
        IsUnknown(actor, key);
    }

    [Fact]
    public void Without_an_entry_nothing_is_decided_and_the_guards_learn_nothing()
    {
        var (actor, key) = Suspicious(Concern.AccountChanged);
        Alice.Guards.ExpectMsg<ClaimInvoice>();
        actor.Tell(new DecideHold(key, true, Clerk), TestActor);
        AuditFails();
        Assert.Equal("audit-unavailable", ExpectMsg<Problem>().Code);
        Alice.Guards.ExpectNoMsg(Quiet);
        Assert.True(Describe(actor, key).State.IsHeld);
    }

    [Fact]
    public void What_the_guards_have_not_learned_they_are_told_again_when_asked_again_and_after_a_restart()
    {
        var (actor, key) = Suspicious(Concern.AccountChanged);
        Alice.Guards.ExpectMsg<ClaimInvoice>();
        GuardsFail();
        var decided = Decides(actor, key, approve: true);
        Assert.True(decided.State.Approved);
        var told = new DecideClaim(decided.State.Metadata.Blake3, Approve: true);
        Assert.Equal(told, Alice.Guards.ExpectMsg<DecideClaim>());
        actor.Tell(new DecideHold(key, true, Clerk), TestActor);
        ExpectMsg<DocumentSnapshot>();
        Assert.Equal(told, Alice.Guards.ExpectMsg<DecideClaim>());
        StopAndWait(actor);
        Start(key);
        Assert.Equal(told, Alice.Guards.ExpectMsg<DecideClaim>());
    }

    private void GuardsFail() => Alice.Guards.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
    {
        sender.Tell(new Status.Failure(new InvalidOperationException("No.")));
        return AutoPilot.KeepRunning;
    }));

    private sealed class ActionAndActor : IEqualityComparer<(AuditAction Action, byte[] Actor)>
    {
        public bool Equals((AuditAction Action, byte[] Actor) x, (AuditAction Action, byte[] Actor) y) => x.Action == y.Action && x.Actor.AsSpan().SequenceEqual(y.Actor);

        public int GetHashCode((AuditAction Action, byte[] Actor) obj) => obj.Action.GetHashCode();
    }
}
