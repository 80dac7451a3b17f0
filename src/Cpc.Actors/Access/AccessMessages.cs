using Cpc.Actors.Api;
using Cpc.Invoicing.Access;

namespace Cpc.Actors.Access;

/// <summary>Asks whether a user may; answered by an <see cref="AccessDecision"/>. A denial is counted and on record.</summary>
public sealed record CheckAccess(AccessRequest Request);

/// <summary>Asks whether a user has any role that holds; answered by an <see cref="AccessDecision"/>, as above.</summary>
public sealed record CheckEntry(string User)
{
    public override string ToString() => "CheckEntry(redacted)";
}

/// <summary>Grants a role; answered by the <see cref="AccessGrant"/> or a <see cref="Problem"/>.</summary>
public sealed record GrantAccess(AccessGrant Grant, Caller Caller)
{
    public override string ToString() => $"GrantAccess({Grant.GrantId}, redacted)";
}

/// <summary>Revokes a role; answered by the <see cref="AccessGrant"/> or a <see cref="Problem"/>.</summary>
public sealed record RevokeAccess(Guid GrantId, Caller Caller)
{
    public override string ToString() => $"RevokeAccess({GrantId}, redacted)";
}

/// <summary>Answered by a list of all <see cref="AccessGrant"/>s, newest first.</summary>
public sealed record ListAccess
{
    public static readonly ListAccess Instance = new();
}
