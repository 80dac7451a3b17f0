using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/roles.</summary>
/// <param name="User">uid:1000.</param>
/// <param name="Role">principal, delegate or auditor.</param>
/// <param name="Scopes">A delegate's: draft, issue, process, approve, pay, share.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GrantRoleRequest(
    string User, string Role, IReadOnlyList<string>? Scopes = null, decimal? Limit = null, string? Currency = null, DateTimeOffset? ValidUntil = null)
{
    public override string ToString() => $"GrantRoleRequest({Role})";
}
