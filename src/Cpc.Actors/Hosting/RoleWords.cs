using System.Globalization;
using Cpc.Actors.Api;
using Cpc.Invoicing.Access;

namespace Cpc.Actors.Hosting;

/// <summary>Between roles and the API's words.</summary>
internal static class RoleWords
{
    private const string Prefix = "uid:";

    private static readonly AccessScopes[] Scopes = [.. Enum.GetValues<AccessScopes>().Where(s => s != AccessScopes.None)];

    /// <returns>Null with the problem when the request is none.</returns>
    public static AccessGrant? TryRead(RoleRequest request, Guid id, DateTimeOffset now, out Problem? problem)
    {
        problem = null;
        var uid = 0u;
        if (!request.User.StartsWith(Prefix, StringComparison.Ordinal) || !uint.TryParse(request.User.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uid))
            problem = new Problem("invalid-user", "A user is written uid:NUMBER; 'id -u NAME' prints the number.");
        var role = Find(request.Role, Enum.GetValues<AccessRole>());
        if (role is null) problem = new Problem("unknown-role", $"'{request.Role}' is no role; choose from {string.Join(", ", Enum.GetValues<AccessRole>().Select(r => ApiWords.Camel(r)))}.");
        var scopes = AccessScopes.None;
        foreach (var name in request.Scopes)
        {
            if (Find(name, Scopes) is { } scope) scopes |= scope;
            else problem = new Problem("unknown-scope", $"'{name}' is no scope; choose from {string.Join(", ", Scopes.Select(s => ApiWords.Camel(s)))}.");
        }

        return problem is not null ? null : new AccessGrant
        {
            GrantId = id,
            // One user has one name: uid:01 is uid:1.
            User = $"{Prefix}{uid}",
            Role = role!.Value,
            Scopes = scopes,
            Limit = request.Limit,
            LimitCurrency = request.Currency?.ToUpperInvariant(),
            ValidFrom = now,
            ValidUntil = request.ValidUntil,
        };
    }

    public static RoleView View(AccessGrant grant, DateTimeOffset now) => new(
        grant.GrantId, grant.User, ApiWords.Camel(grant.Role), [.. Scopes.Where(s => grant.Scopes.HasFlag(s)).Select(s => ApiWords.Camel(s))],
        grant.Limit, grant.LimitCurrency, grant.ValidFrom, grant.ValidUntil,
        grant.IsRevoked ? "revoked" : grant.ValidUntil <= now ? "expired" : "granted");

    private static T? Find<T>(string name, IEnumerable<T> values)
        where T : struct, Enum =>
        values.Where(v => ApiWords.Camel(v).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(v => (T?)v).FirstOrDefault();
}
