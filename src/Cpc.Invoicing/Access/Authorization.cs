using Cpc.Invoicing.Lifecycle;

namespace Cpc.Invoicing.Access;

/// <summary>The authorization matrix: who may do what on which side of a document. Fails closed.</summary>
public static class Authorization
{
    private static readonly Row[] Matrix =
    [
        new(AccessAction.Draft, InvoiceRole.Issuer, AccessScopes.Draft, IsLimited: false),
        new(AccessAction.Issue, InvoiceRole.Issuer, AccessScopes.Issue, IsLimited: true),
        new(AccessAction.Process, InvoiceRole.Recipient, AccessScopes.Process, IsLimited: false),
        new(AccessAction.Approve, InvoiceRole.Recipient, AccessScopes.Approve, IsLimited: true),
        new(AccessAction.Pay, null, AccessScopes.Pay, IsLimited: false),
        new(AccessAction.ShareOnward, null, AccessScopes.Share, IsLimited: false),
    ];

    /// <summary>Decides a request by the grants of this node. Of several grants any one that holds allows.</summary>
    public static AccessDecision Check(AccessRequest request, IEnumerable<AccessGrant> grants, DateTimeOffset now)
    {
        var row = Array.Find(Matrix, row => row.Action == request.Action);
        if (row?.Side is { } side && side != request.Side)
            return Deny(AccessDenial.WrongSide, side == InvoiceRole.Issuer ? "This is for the issuer of the document to do." : "This is for the recipient of the document to do.");
        if (request.Action == AccessAction.ShareOnward && !request.HasConsent)
            return Deny(AccessDenial.NoConsent, "There is no consent to share this document onward: grant one for the purpose and the participant.");
        if (request.Action == AccessAction.Approve && request.ChangedBy is { } changer && changer == request.User)
            return Deny(AccessDenial.SeparationOfDuties, "Who made the change does not approve it: ask somebody else.");

        AccessDecision.Denied denied = Deny(AccessDenial.NoGrant, "You have no role on this node: ask its owner for one.");
        foreach (var grant in grants.Where(grant => grant.User == request.User))
        {
            if (Refusal(grant, request, row, now) is not { } refusal) return new AccessDecision.Allowed(grant.GrantId);
            denied = refusal;
        }

        return denied;
    }

    private static AccessDecision.Denied? Refusal(AccessGrant grant, AccessRequest request, Row? row, DateTimeOffset now)
    {
        if (grant.IsRevoked) return Deny(AccessDenial.Revoked, "Your role was revoked: ask the node's owner.");
        if (now < grant.ValidFrom) return Deny(AccessDenial.NotYetValid, "Your role does not hold yet.");
        if (grant.ValidUntil <= now) return Deny(AccessDenial.Expired, "Your role has ended: ask the node's owner for a new one.");
        return grant.Role switch
        {
            AccessRole.Principal => null,
            AccessRole.Delegate => RefusalOfDelegate(grant, request, row),
            AccessRole.Auditor => RefusalOfAuditor(grant, request),
            _ => OutOfScope(),
        };
    }

    private static AccessDecision.Denied? RefusalOfDelegate(AccessGrant grant, AccessRequest request, Row? row)
    {
        // Reading goes with any scope; proofs are the principal's and the auditor's.
        if (row is null) return request.Action == AccessAction.Read && grant.Scopes != AccessScopes.None ? null : OutOfScope();
        if (!grant.Scopes.HasFlag(row.Scope)) return OutOfScope();
        if (!row.IsLimited || grant.Limit is not { } limit) return null;
        // A credit takes money too: the limit is about the size, not the sign.
        return request.Amount is { } amount && Math.Abs(amount) <= limit && request.CurrencyCode == grant.LimitCurrency
            ? null
            : Deny(AccessDenial.AboveLimit, "The amount is above your limit, or in another currency than it: ask somebody with a higher one.");
    }

    private static AccessDecision.Denied? RefusalOfAuditor(AccessGrant grant, AccessRequest request) => request.Action switch
    {
        AccessAction.VerifyAudit => null,
        // Without an end a grant to read would be for ever, which an audit never is.
        AccessAction.Read when grant.ValidUntil is not null => null,
        _ => OutOfScope(),
    };

    private static AccessDecision.Denied OutOfScope() => Deny(AccessDenial.OutOfScope, "Your role does not cover this: ask the node's owner.");

    private static AccessDecision.Denied Deny(AccessDenial reason, string message) => new(reason, message);

    /// <param name="Side">Whose it is; null for both.</param>
    private sealed record Row(AccessAction Action, InvoiceRole? Side, AccessScopes Scope, bool IsLimited);
}
