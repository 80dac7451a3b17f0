using Akka.Actor;
using Cpc.Actors.Access;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Access;
using Cpc.Invoicing.Lifecycle;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Access;

/// <summary>Roles hold over restarts; whoever is denied is counted and on record.</summary>
public sealed class AccessActorTests : ActorSpec
{
    private static readonly Caller Owner = new("uid:0");
    private IActorRef _access;

    public AccessActorTests(ITestOutputHelper output)
        : base(output) => _access = Start();

    private IActorRef Start()
    {
        var services = Alice.Services;
        return Sys.ActorOf(Props.Create(() => new AccessActor(services)));
    }

    private void Restart()
    {
        StopAndWait(_access);
        _access = Start();
    }

    private AuditFact Audits()
    {
        var fact = Alice.Audit.ExpectMsg<AppendAudit>().Fact;
        Alice.Audit.Reply(new AuditAppended(1));
        return fact;
    }

    private AccessGrant Grant(AccessScopes scopes = AccessScopes.Issue)
    {
        var grant = new AccessGrant { GrantId = Guid.NewGuid(), User = "uid:1", Role = AccessRole.Delegate, Scopes = scopes, Limit = 100, LimitCurrency = "EUR", ValidFrom = Today, ValidUntil = Today.AddDays(1) };
        _access.Tell(new GrantAccess(grant, Owner), TestActor);
        var fact = Audits();
        Assert.Equal(AuditAction.AccessGranted, fact.Action);
        Assert.Equal(Alice.Services.AuditReferences.Actor(Owner.Name), fact.ActorRef);
        return ExpectMsg<AccessGrant>();
    }

    private void Asks(decimal amount, AccessAction action = AccessAction.Issue) => _access.Tell(
        new CheckAccess(new AccessRequest { User = "uid:1", Action = action, Side = InvoiceRole.Issuer, Amount = amount, CurrencyCode = "EUR" }), TestActor);

    private AccessDenial Denied()
    {
        var fact = Audits();
        Assert.Equal(AuditAction.AccessDenied, fact.Action);
        Assert.Equal(Alice.Services.AuditReferences.Actor("uid:1"), fact.ActorRef);
        var reason = ExpectMsg<AccessDecision.Denied>().Reason;
        Assert.Equal((int)reason + 1, fact.Outcome);
        return reason;
    }

    [Fact]
    public void A_delegate_may_what_its_scope_and_limit_cover_also_after_a_restart()
    {
        Grant();
        Restart();
        Asks(100);
        ExpectMsg<AccessDecision.Allowed>();
        Asks(100.01m);
        Assert.Equal(AccessDenial.AboveLimit, Denied());
        Asks(1, AccessAction.Administer);
        Assert.Equal(AccessDenial.OutOfScope, Denied());
        Assert.Equal((1, 1), (Alice.Count("access", "AboveLimit"), Alice.Count("access", "OutOfScope")));
        Pass(TimeSpan.FromDays(1));
        Asks(1);
        Assert.Equal(AccessDenial.Expired, Denied());
    }

    [Fact]
    public void A_revoked_role_allows_nothing_also_after_a_restart_and_without_an_audit_entry()
    {
        var grant = Grant();
        _access.Tell(new RevokeAccess(grant.GrantId, Owner), TestActor);
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Equal("audit-unavailable", ExpectMsg<Problem>().Code);
        Restart();
        Asks(1);
        Assert.Equal(AccessDenial.Revoked, Denied());
    }

    [Fact]
    public void Who_has_no_role_does_not_enter()
    {
        _access.Tell(new CheckEntry("uid:1"), TestActor);
        Assert.Equal(AccessDenial.NoGrant, Denied());
        Grant();
        _access.Tell(new CheckEntry("uid:1"), TestActor);
        ExpectMsg<AccessDecision.Allowed>();
    }

    [Fact]
    public void Without_an_audit_entry_nothing_is_granted_and_a_denial_stays_one()
    {
        var grant = new AccessGrant { GrantId = Guid.NewGuid(), User = "uid:1", Role = AccessRole.Principal, ValidFrom = Today };
        _access.Tell(new GrantAccess(grant, Owner), TestActor);
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Equal("audit-unavailable", ExpectMsg<Problem>().Code);
        Asks(1);
        Alice.Audit.ExpectMsg<AppendAudit>();
        Alice.Audit.Reply(new Status.Failure(new InvalidOperationException("No.")));
        Assert.Equal(AccessDenial.NoGrant, ExpectMsg<AccessDecision.Denied>().Reason);
    }

    [Fact]
    public void A_role_without_sense_is_refused_and_leaves_no_entry()
    {
        _access.Tell(new GrantAccess(new AccessGrant { GrantId = Guid.NewGuid(), User = "uid:1", Role = AccessRole.Auditor, ValidFrom = Today }, Owner), TestActor);
        Assert.Equal("role-refused", ExpectMsg<Problem>().Code);
        Alice.Audit.ExpectNoMsg(Quiet);
    }
}
