using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The endpoints under /v1/roles.</summary>
internal static class RoleEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/roles", async (ICpcNode node, CancellationToken cancel) => Answers.Of(await node.ListRolesAsync(cancel), ApiJson.Default.IReadOnlyListRoleView));
        v1.MapPost("/roles", async (GrantRoleRequest request, ICpcNode node, HttpContext http, CancellationToken cancel) => Answers.Of(
            await node.GrantRoleAsync(new RoleRequest(request.User, request.Role, request.Scopes ?? [], request.Limit, request.Currency, request.ValidUntil), CallerGate.CallerOf(http), cancel),
            ApiJson.Default.RoleView));
        v1.MapPost("/roles/{id:guid}/revoke", async (Guid id, ICpcNode node, HttpContext http, CancellationToken cancel) =>
            Answers.Of(await node.RevokeRoleAsync(id, CallerGate.CallerOf(http), cancel), ApiJson.Default.RoleView));
    }
}
