using Cpc.Invoicing.Access;
using Cpc.Invoicing.Lifecycle;
using CsCheck;

namespace Cpc.Invoicing.Tests.Access;

/// <summary>Roles are granted and revoked; what they then allow is <see cref="Authorization"/>'s.</summary>
public class AccessStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly AccessGrant Delegate = new()
    {
        GrantId = new Guid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        User = "uid:1",
        Role = AccessRole.Delegate,
        Scopes = AccessScopes.Issue,
        ValidFrom = Now,
    };

    [Fact]
    public void Nobody_may_anything_until_it_is_granted_and_after_it_is_revoked()
    {
        Assert.IsType<AccessDecision.Denied>(AccessState.Empty.Check(Issue, Now));
        Assert.False(AccessState.Empty.HasRole("uid:1", Now));
        var state = Granted(Delegate);
        Assert.IsType<AccessDecision.Allowed>(state.Check(Issue, Now));
        Assert.True(state.HasRole("uid:1", Now));
        Assert.False(state.HasRole("uid:2", Now));
        state = state.Apply(Assert.IsType<AccessChange.Accepted>(state.Revoke(Delegate.GrantId, "uid:0", Now)).Happened);
        Assert.Equal(AccessDenial.Revoked, Assert.IsType<AccessDecision.Denied>(state.Check(Issue, Now)).Reason);
        Assert.False(state.HasRole("uid:1", Now));
        Assert.Equal(AccessRefusal.AlreadyRevoked, Refused(state.Revoke(Delegate.GrantId, "uid:0", Now)));
        Assert.Equal(AccessRefusal.AlreadyGranted, Refused(state.Grant(Delegate, "uid:0", Now)));
        Assert.Equal(AccessRefusal.UnknownGrant, Refused(state.Revoke(Guid.NewGuid(), "uid:0", Now)));
    }

    public static TheoryData<string> Meaningless => ["no scope", "endless auditor", "limit of an auditor", "no currency", "no amount", "negative", "ended", "no user", "no role"];

    [Theory]
    [MemberData(nameof(Meaningless))]
    public void What_makes_no_sense_is_not_granted(string what)
    {
        var grant = what switch
        {
            "no scope" => Delegate with { Scopes = AccessScopes.None },
            "endless auditor" => Delegate with { Role = AccessRole.Auditor, Scopes = AccessScopes.None },
            "limit of an auditor" => Delegate with { Role = AccessRole.Auditor, Scopes = AccessScopes.None, ValidUntil = Now.AddDays(1), Limit = 1, LimitCurrency = "EUR" },
            "no currency" => Delegate with { Limit = 1 },
            "no amount" => Delegate with { LimitCurrency = "EUR" },
            "negative" => Delegate with { Limit = -1, LimitCurrency = "EUR" },
            "ended" => Delegate with { ValidUntil = Now },
            "no user" => Delegate with { User = " " },
            _ => Delegate with { Role = 0 },
        };
        Assert.Equal(AccessRefusal.Meaningless, Refused(AccessState.Empty.Grant(grant, "uid:0", Now)));
    }

    [Fact]
    public void Only_a_principal_administers()
    {
        var administer = Issue with { Action = AccessAction.Administer };
        Assert.IsType<AccessDecision.Denied>(Granted(Delegate with { Scopes = (AccessScopes)63 }).Check(administer, Now));
        Assert.IsType<AccessDecision.Denied>(Granted(Delegate with { Role = AccessRole.Auditor, Scopes = AccessScopes.None, ValidUntil = Now.AddDays(1) }).Check(administer, Now));
        Assert.IsType<AccessDecision.Allowed>(Granted(Delegate with { Role = AccessRole.Principal, Scopes = AccessScopes.None }).Check(administer, Now));
    }

    [Fact]
    public void Whatever_was_granted_and_revoked_nobody_may_what_no_role_of_theirs_names() =>
        Gen.Byte.Array[6].Array[0, 30].Sample(steps =>
        {
            var (state, now) = (AccessState.Empty, Now);
            foreach (var step in steps)
            {
                now = now.AddHours(step[5] % 30);
                var id = new Guid(step[0] % 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
                var change = step[1] % 3 == 0
                    ? state.Revoke(id, "uid:0", now)
                    : state.Grant(new AccessGrant { GrantId = id, User = $"uid:{step[2] % 2}", Role = (AccessRole)(1 + (step[3] % 3)), Scopes = (AccessScopes)(step[4] % 64), ValidFrom = now, ValidUntil = step[1] % 2 == 0 ? now.AddDays(1) : null }, "uid:0", now);
                if (change is AccessChange.Accepted accepted) state = state.Apply(accepted.Happened);
                foreach (var action in Enum.GetValues<AccessAction>())
                {
                    var request = new AccessRequest { User = "uid:1", Action = action, Side = InvoiceRole.Recipient, HasConsent = true };
                    if (state.Check(request, now) is not AccessDecision.Allowed allowed) continue;
                    var grant = state.Grants[allowed.GrantId];
                    Assert.Equal("uid:1", grant.User);
                    Assert.False(grant.IsRevoked);
                    Assert.True(grant.ValidUntil is null || grant.ValidUntil > now);
                    Assert.True(grant.Role == AccessRole.Principal
                        || (grant.Role == AccessRole.Auditor && action is AccessAction.Read or AccessAction.VerifyAudit && grant.ValidUntil is not null)
                        || (grant.Role == AccessRole.Delegate && grant.Scopes != AccessScopes.None && action is not (AccessAction.Administer or AccessAction.VerifyAudit)));
                }
            }
        }, iter: 3_000);

    private static AccessRequest Issue => new() { User = "uid:1", Action = AccessAction.Issue, Side = InvoiceRole.Issuer, Amount = 10, CurrencyCode = "EUR" };

    private static AccessState Granted(AccessGrant grant) =>
        AccessState.Empty.Apply(Assert.IsType<AccessChange.Accepted>(AccessState.Empty.Grant(grant, "uid:0", Now)).Happened);

    private static AccessRefusal Refused(AccessChange change) => Assert.IsType<AccessChange.Refused>(change).Reason;
}
