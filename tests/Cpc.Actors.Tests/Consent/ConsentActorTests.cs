using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Consent;
using Cpc.Actors.Outbox;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Consent;

/// <summary>Who may be shared with, and that every change of it is on record.</summary>
public sealed class ConsentActorTests : ActorSpec
{
    private static readonly Caller Clerk = new("uid:1000");
    private IActorRef _consent;

    public ConsentActorTests(ITestOutputHelper output)
        : base(output) => _consent = Start();

    private IActorRef Start()
    {
        var services = Alice.Services;
        return Sys.ActorOf(Props.Create(() => new ConsentActor(services)));
    }

    private AuditFact Audits()
    {
        var fact = Alice.Audit.ExpectMsg<AppendAudit>().Fact;
        Alice.Audit.Reply(new AuditAppended(1));
        return fact;
    }

    private ConsentRecord Grant(DateTimeOffset? until = null, params DocumentKind[] kinds)
    {
        _consent.Tell(new GrantConsent(Bob.Id, [.. kinds.DefaultIfEmpty(DocumentKind.Invoice)], LegalBasis.Contract, until, Clerk), TestActor);
        var fact = Audits();
        var record = ExpectMsg<ConsentRecord>();
        Assert.Equal((AuditAction.ConsentGranted, record.ConsentId), (fact.Action, fact.ConsentId!.Value));
        Assert.Equal(Alice.Services.AuditReferences.Actor(Clerk.Name), fact.ActorRef);
        Assert.Equal(Alice.Services.AuditReferences.Counterparty(Bob.Id), fact.CounterpartyRef);
        return record;
    }

    private ConsentCheck Check(DocumentKind kind = DocumentKind.Invoice)
    {
        _consent.Tell(new CheckConsent(Bob.Id, kind), TestActor);
        return ExpectMsg<ConsentCheck>();
    }

    private void Refuses(ConsentRefusal reason, DocumentKind kind = DocumentKind.Invoice) =>
        Assert.Equal(reason, Assert.IsType<ConsentCheck.Refused>(Check(kind)).Reason);

    [Fact]
    public void Without_consent_nothing_may_be_shared_and_that_is_counted()
    {
        Refuses(ConsentRefusal.NoConsent);
        Assert.Equal(1, Alice.Count("consent", "NoConsent"));
    }

    [Fact]
    public void What_was_granted_may_be_shared_also_after_a_restart()
    {
        var record = Grant();
        Alice.Outbox.ExpectMsg<ConsentChanged>();
        Assert.Equal(record.ConsentId, Assert.IsType<ConsentCheck.Allowed>(Check()).ConsentId);
        StopAndWait(_consent);
        _consent = Start();
        Assert.Equal(record.ConsentId, Assert.IsType<ConsentCheck.Allowed>(Check()).ConsentId);
    }

    [Fact]
    public void Consent_covers_only_the_kinds_it_names()
    {
        Grant(null, DocumentKind.CreditNote);
        Assert.IsType<ConsentCheck.Allowed>(Check(DocumentKind.CreditNote));
        Refuses(ConsentRefusal.NoConsent);
    }

    [Fact]
    public void What_was_revoked_may_not_be_shared_also_after_a_restart()
    {
        var record = Grant();
        _consent.Tell(new RevokeConsent(record.ConsentId, "ended", Clerk), TestActor);
        Assert.Equal(AuditAction.ConsentRevoked, Audits().Action);
        Assert.Equal(ConsentStatus.Revoked, ExpectMsg<ConsentRecord>().Status);
        Refuses(ConsentRefusal.Revoked);
        StopAndWait(_consent);
        _consent = Start();
        Refuses(ConsentRefusal.Revoked);
    }

    [Fact]
    public void An_unknown_consent_is_not_revoked_and_leaves_no_entry()
    {
        _consent.Tell(new RevokeConsent(Guid.NewGuid(), "", Clerk), TestActor);
        Assert.Equal("unknown-consent", ExpectMsg<Problem>().Code);
        Alice.Audit.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_grant_of_nothing_is_refused_and_leaves_no_entry()
    {
        _consent.Tell(new GrantConsent(Bob.Id, [], LegalBasis.Contract, null, Clerk), TestActor);
        Assert.Equal("consent-refused", ExpectMsg<Problem>().Code);
        Alice.Audit.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Consent_covers_no_larger_amount_and_no_other_currency_also_after_a_restart()
    {
        _consent.Tell(new GrantConsent(Bob.Id, [DocumentKind.Invoice], LegalBasis.Contract, null, Clerk, 100, "EUR"), TestActor);
        Audits();
        ExpectMsg<ConsentRecord>();
        StopAndWait(_consent);
        _consent = Start();
        foreach (var (amount, covered) in new[] { ((100m, "EUR"), true), ((-100m, "EUR"), true), ((100.01m, "EUR"), false), ((-100.01m, "EUR"), false), ((1m, "USD"), false) })
        {
            _consent.Tell(new CheckConsent(Bob.Id, DocumentKind.Invoice, amount), TestActor);
            if (covered) ExpectMsg<ConsentCheck.Allowed>();
            else Assert.Equal(ConsentRefusal.AboveAmount, ExpectMsg<ConsentCheck.Refused>().Reason);
        }

        Assert.Equal(3, Alice.Count("consent", "AboveAmount"));
        _consent.Tell(new GrantConsent(Bob.Id, [DocumentKind.Invoice], LegalBasis.Contract, null, Clerk, 100, null), TestActor);
        Assert.Equal("consent-refused", ExpectMsg<Problem>().Code);
    }

    [Fact]
    public void It_fails_closed_at_the_moment_it_expires()
    {
        Grant(Today.AddHours(1));
        Pass(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.IsType<ConsentCheck.Allowed>(Check());
        Pass(TimeSpan.FromSeconds(1));
        Refuses(ConsentRefusal.Expired);
    }

    [Fact]
    public void A_grant_is_answered_only_when_its_entry_is_durable()
    {
        _consent.Tell(new GrantConsent(Bob.Id, [DocumentKind.Invoice], LegalBasis.Contract, null, Clerk), TestActor);
        Alice.Audit.ExpectMsg<AppendAudit>();
        ExpectNoMsg(Quiet);
        Alice.Audit.Reply(new AuditAppended(1));
        ExpectMsg<ConsentRecord>();
    }

    [Fact]
    public void Without_an_audit_entry_nothing_is_granted()
    {
        _consent.Tell(new GrantConsent(Bob.Id, [DocumentKind.Invoice], LegalBasis.Contract, null, Clerk), TestActor);
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Equal("audit-unavailable", ExpectMsg<Problem>().Code);
        Refuses(ConsentRefusal.NoConsent);
        StopAndWait(_consent);
        _consent = Start();
        Refuses(ConsentRefusal.NoConsent);
    }

    [Fact]
    public void A_revocation_holds_even_without_an_audit_entry()
    {
        var record = Grant();
        _consent.Tell(new RevokeConsent(record.ConsentId, "ended", Clerk), TestActor);
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Equal("audit-unavailable", ExpectMsg<Problem>().Code);
        Refuses(ConsentRefusal.Revoked);
    }

    [Fact]
    public void They_are_listed_newest_first()
    {
        var first = Grant();
        Pass(TimeSpan.FromMinutes(1));
        var second = Grant(null, DocumentKind.Status);
        _consent.Tell(ListConsents.Instance, TestActor);
        Assert.Equal([second.ConsentId, first.ConsentId], ExpectMsg<List<ConsentRecord>>().Select(r => r.ConsentId));
    }
}
