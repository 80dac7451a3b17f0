namespace Cpc.Actors.Api;

/// <summary>A local user's role.</summary>
/// <param name="Status">granted, revoked or expired.</param>
public sealed record RoleView(
    Guid Id,
    string User,
    string Role,
    IReadOnlyList<string> Scopes,
    decimal? Limit,
    string? Currency,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidUntil,
    string Status)
{
    public override string ToString() => $"RoleView({Id}, {Role}, {Status}, redacted)";
}
