using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>Roles of local users as a table.</summary>
internal static class RoleTable
{
    public static void Write(Page page, IReadOnlyList<RoleView> roles) => page.Table(
        [new Column("ID", IsId: true), new Column("USER"), new Column("ROLE"), new Column("SCOPES", Wraps: true), new Column("LIMIT", IsNumber: true), new Column("UNTIL", Wraps: true), new Column("STATUS")],
        [.. roles.Select(r => new[]
        {
            r.Id.ToString(),
            r.User,
            r.Role,
            r.Scopes.Count == 0 ? "-" : string.Join(",", r.Scopes),
            r.Limit is { } limit ? Plain.Amount(limit, r.Currency ?? "") : "-",
            r.ValidUntil is { } end ? Plain.Time(end, page.Time) : "-",
            r.Status,
        })]);
}
