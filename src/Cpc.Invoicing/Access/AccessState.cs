using System.Collections.Immutable;

namespace Cpc.Invoicing.Access;

/// <summary>The roles of all local users. Whoever lost the state starts from <see cref="Empty"/>, which allows nothing.</summary>
public sealed record AccessState
{
    /// <summary>Roles that a node holds, with those that have ended.</summary>
    public const int MaxGrants = 10_000;

    private AccessState(ImmutableDictionary<Guid, AccessGrant> grants) => Grants = grants;

    public static AccessState Empty { get; } = new(ImmutableDictionary<Guid, AccessGrant>.Empty);

    public ImmutableDictionary<Guid, AccessGrant> Grants { get; }

    public AccessChange Grant(AccessGrant grant, string by, DateTimeOffset now)
    {
        if (Grants.ContainsKey(grant.GrantId)) return Refuse(AccessRefusal.AlreadyGranted, "A role of this id exists: use a fresh id.");
        if (Grants.Count >= MaxGrants) return Refuse(AccessRefusal.TooMany, $"The node holds {MaxGrants} roles already.");
        return Fault(grant, now) is { } fault
            ? Refuse(AccessRefusal.Meaningless, fault)
            : new AccessChange.Accepted(new AccessEvent.Granted(grant with { IsRevoked = false }, by));
    }

    public AccessChange Revoke(Guid grantId, string by, DateTimeOffset now)
    {
        if (!Grants.TryGetValue(grantId, out var grant)) return Refuse(AccessRefusal.UnknownGrant, "There is no role of this id. 'cpc access list' shows those there are.");
        return grant.IsRevoked
            ? Refuse(AccessRefusal.AlreadyRevoked, "It is revoked already; grant a new one to allow it again.")
            : new AccessChange.Accepted(new AccessEvent.Revoked(grantId, by, now));
    }

    /// <summary>Folds an event that this state made into it.</summary>
    public AccessState Apply(AccessEvent happened) => happened switch
    {
        AccessEvent.Granted granted => new AccessState(Grants.SetItem(granted.Grant.GrantId, granted.Grant)),
        AccessEvent.Revoked revoked => new AccessState(Grants.SetItem(revoked.GrantId, Grants[revoked.GrantId] with { IsRevoked = true })),
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    public AccessDecision Check(AccessRequest request, DateTimeOffset now) => Authorization.Check(request, Grants.Values, now);

    /// <summary>Whether a user has any role that holds now.</summary>
    public bool HasRole(string user, DateTimeOffset now) => Grants.Values.Any(grant =>
        grant.User == user && !grant.IsRevoked && grant.ValidFrom <= now && !(grant.ValidUntil <= now));

    public override string ToString() => $"AccessState({Grants.Count} role(s))";

    private static string? Fault(AccessGrant grant, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(grant.User)) return "A role is a user's: name one.";
        if (!Enum.IsDefined(grant.Role)) return "There is no such role.";
        if (grant.Role == AccessRole.Delegate && grant.Scopes == AccessScopes.None) return "A delegate has at least one scope: name what it may do.";
        if (grant.Role != AccessRole.Delegate && (grant.Scopes != AccessScopes.None || grant.Limit is not null)) return "Scopes and a limit are a delegate's: leave them away.";
        if (grant.Role == AccessRole.Auditor && grant.ValidUntil is null) return "An auditor's role has an end: name its last day.";
        if (grant.Limit is null != (grant.LimitCurrency is null) || grant.Limit < 0) return "A limit is an amount of zero or more with its currency.";
        return grant.ValidUntil <= now || grant.ValidUntil <= grant.ValidFrom ? "Its end has passed: name a later one." : null;
    }

    private static AccessChange.Refused Refuse(AccessRefusal reason, string message) => new(reason, message);
}
