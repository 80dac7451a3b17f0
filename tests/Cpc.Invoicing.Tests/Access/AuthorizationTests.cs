using Cpc.Invoicing.Access;
using Cpc.Invoicing.Lifecycle;

namespace Cpc.Invoicing.Tests.Access;

/// <summary>The authorization matrix, cell by cell.</summary>
public class AuthorizationTests
{
    private const string User = "uid:1000";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly AccessGrant Principal = new() { GrantId = Guid.NewGuid(), User = User, Role = AccessRole.Principal, ValidFrom = Now };

    private static readonly AccessGrant Auditor = Principal with { Role = AccessRole.Auditor, ValidUntil = Now.AddDays(7) };

    // Rows of the matrix: who may, on the issuer's and on the recipient's side.
    public static TheoryData<AccessAction, bool, bool, AccessScopes, bool> Rows => new()
    {
        { AccessAction.Draft, true, false, AccessScopes.Draft, false },
        { AccessAction.Issue, true, false, AccessScopes.Issue, false },
        { AccessAction.Process, false, true, AccessScopes.Process, false },
        { AccessAction.Approve, false, true, AccessScopes.Approve, false },
        { AccessAction.Pay, true, true, AccessScopes.Pay, false },
        { AccessAction.ShareOnward, true, true, AccessScopes.Share, false },
        { AccessAction.Read, true, true, AccessScopes.Process, true },
        { AccessAction.VerifyAudit, true, true, AccessScopes.None, true },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_cell_is_as_the_matrix_says(AccessAction action, bool issuer, bool recipient, AccessScopes scope, bool auditor)
    {
        foreach (var (side, allowed) in ((InvoiceRole, bool)[])[(InvoiceRole.Issuer, issuer), (InvoiceRole.Recipient, recipient)])
        {
            Assert.Equal(allowed, May(Principal, action, side));
            Assert.Equal(allowed && scope != AccessScopes.None, May(Delegate(scope), action, side));
            Assert.Equal(auditor, May(Auditor, action, side));
            // Every other scope together does not make up for the one that is missing.
            if (action != AccessAction.Read) Assert.False(May(Delegate((AccessScopes)63 & ~scope), action, side));
        }
    }

    [Fact]
    public void Without_a_grant_nothing_is_allowed()
    {
        Assert.All(Enum.GetValues<AccessAction>(), action => Assert.IsType<AccessDecision.Denied>(Authorization.Check(Request(action, InvoiceRole.Issuer), [], Now)));
        Denied(AccessDenial.NoGrant, Principal with { User = "uid:1001" }, Request(AccessAction.Read, InvoiceRole.Issuer));
        Denied(AccessDenial.OutOfScope, Delegate(AccessScopes.None), Request(AccessAction.Read, InvoiceRole.Issuer));
        Denied(AccessDenial.OutOfScope, Principal with { Role = 0 }, Request(AccessAction.Read, InvoiceRole.Issuer));
    }

    [Fact]
    public void A_grant_holds_from_its_first_moment_until_just_before_its_last()
    {
        var request = Request(AccessAction.Read, InvoiceRole.Issuer);
        Denied(AccessDenial.NotYetValid, Principal with { ValidFrom = Now.AddTicks(1) }, request);
        Denied(AccessDenial.Expired, Principal with { ValidUntil = Now }, request);
        Denied(AccessDenial.Revoked, Principal with { IsRevoked = true }, request);
        Assert.True(May(Principal with { ValidUntil = Now.AddTicks(1) }, AccessAction.Read, InvoiceRole.Issuer));
    }

    [Fact]
    public void An_auditor_reads_only_within_a_time()
    {
        Denied(AccessDenial.OutOfScope, Auditor with { ValidUntil = null }, Request(AccessAction.Read, InvoiceRole.Issuer));
        Denied(AccessDenial.Expired, Auditor with { ValidUntil = Now }, Request(AccessAction.Read, InvoiceRole.Issuer));
        Assert.True(May(Auditor with { ValidUntil = null }, AccessAction.VerifyAudit, InvoiceRole.Issuer));
    }

    [Theory]
    [InlineData("1000", "EUR", true)]
    [InlineData("-1000", "EUR", true)]
    [InlineData("1000.01", "EUR", false)]
    [InlineData("-1000.01", "EUR", false)]
    [InlineData("1", "SEK", false)]
    [InlineData(null, "EUR", false)]
    [InlineData("1", null, false)]
    public void A_delegate_keeps_to_its_limit(string? amount, string? currency, bool allowed)
    {
        var limited = Delegate(AccessScopes.Issue | AccessScopes.Approve | AccessScopes.Process) with { Limit = 1000m, LimitCurrency = "EUR" };
        var value = amount is null ? (decimal?)null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (action, side) in ((AccessAction, InvoiceRole)[])[(AccessAction.Issue, InvoiceRole.Issuer), (AccessAction.Approve, InvoiceRole.Recipient)])
        {
            var request = Request(action, side) with { Amount = value, CurrencyCode = currency };
            if (allowed) Assert.IsType<AccessDecision.Allowed>(Authorization.Check(request, [limited], Now));
            else Denied(AccessDenial.AboveLimit, limited, request);
            Assert.IsType<AccessDecision.Allowed>(Authorization.Check(request, [Principal], Now));
        }

        Assert.True(May(limited, AccessAction.Process, InvoiceRole.Recipient));
    }

    [Fact]
    public void Sharing_onward_needs_consent_even_of_the_principal() =>
        Denied(AccessDenial.NoConsent, Principal, Request(AccessAction.ShareOnward, InvoiceRole.Issuer) with { HasConsent = false });

    [Fact]
    public void Who_made_a_change_does_not_approve_it()
    {
        var request = Request(AccessAction.Approve, InvoiceRole.Recipient);
        Denied(AccessDenial.SeparationOfDuties, Principal, request with { ChangedBy = User });
        Assert.IsType<AccessDecision.Allowed>(Authorization.Check(request with { ChangedBy = "uid:1001" }, [Principal], Now));
    }

    [Fact]
    public void Of_several_grants_the_one_that_holds_allows()
    {
        var holds = Delegate(AccessScopes.Issue) with { GrantId = Guid.NewGuid() };
        var decision = Authorization.Check(Request(AccessAction.Issue, InvoiceRole.Issuer), [Principal with { IsRevoked = true }, Auditor, holds], Now);
        Assert.Equal(new AccessDecision.Allowed(holds.GrantId), decision);
    }

    private static AccessGrant Delegate(AccessScopes scopes) => Principal with { Role = AccessRole.Delegate, Scopes = scopes };

    private static AccessRequest Request(AccessAction action, InvoiceRole side) => new() { User = User, Action = action, Side = side, HasConsent = true };

    private static bool May(AccessGrant grant, AccessAction action, InvoiceRole side) => Authorization.Check(Request(action, side), [grant], Now) is AccessDecision.Allowed;

    private static void Denied(AccessDenial reason, AccessGrant grant, AccessRequest request) =>
        Assert.Equal(reason, Assert.IsType<AccessDecision.Denied>(Authorization.Check(request, [grant], Now)).Reason);
}
