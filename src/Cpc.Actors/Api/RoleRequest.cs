namespace Cpc.Actors.Api;

/// <summary>A role to be given to a local user.</summary>
/// <param name="User">uid:1000.</param>
/// <param name="Role">principal, delegate or auditor.</param>
/// <param name="Scopes">A delegate's: draft, issue, process, approve, pay, share.</param>
/// <param name="Limit">A delegate's: the largest amount (BT-112 or BT-115, whichever is larger) that it may issue or approve; null for any.</param>
/// <param name="Currency">The limit's.</param>
/// <param name="ValidUntil">Null for no end; an auditor's has one.</param>
public sealed record RoleRequest(
    string User, string Role, IReadOnlyList<string> Scopes, decimal? Limit = null, string? Currency = null, DateTimeOffset? ValidUntil = null)
{
    public override string ToString() => $"RoleRequest({Role}, redacted)";
}
