using Cpc.Actors.Api;
using Cpc.Node.Api;
using Cpc.Node.Cli;

namespace Cpc.Node.Client;

/// <summary>What a bookkeeper decides beside sending and answering.</summary>
internal sealed partial class NodeClient
{
    public Task<IReadOnlyList<DocumentView>> ListHoldsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "holds", null, ApiJson.Default.IReadOnlyListDocumentView, cancel);

    public Task<DocumentView> DecideHoldAsync(string id, bool approve, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"holds/{Uri.EscapeDataString(id)}/{(approve ? "approve" : "reject")}", null, ApiJson.Default.DocumentView, cancel);

    public Task<DocumentView> AnswerAsync(string id, string status, string? reason, string? text, CancellationToken cancel)
    {
        var body = Json(new AnswerDocumentRequest(status, reason, text), ApiJson.Default.AnswerDocumentRequest);
        return AskAsync(HttpMethod.Post, $"documents/{Uri.EscapeDataString(id)}/answer", body, ApiJson.Default.DocumentView, cancel);
    }

    public Task<PeerView> BlockPeerAsync(string peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"peers/block?peer={Uri.EscapeDataString(peer)}", null, ApiJson.Default.PeerView, cancel);

    public Task<IReadOnlyList<RoleView>> ListRolesAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "roles", null, ApiJson.Default.IReadOnlyListRoleView, cancel);

    public Task<RoleView> GrantRoleAsync(RoleRequest role, CancellationToken cancel)
    {
        var body = Json(new GrantRoleRequest(role.User, role.Role, role.Scopes, role.Limit, role.Currency, role.ValidUntil), ApiJson.Default.GrantRoleRequest);
        return AskAsync(HttpMethod.Post, "roles", body, ApiJson.Default.RoleView, cancel);
    }

    public Task<RoleView> RevokeRoleAsync(Guid id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"roles/{id}/revoke", null, ApiJson.Default.RoleView, cancel);

    /// <summary>Finds the one role whose id begins so.</summary>
    public async Task<Guid> FindRoleAsync(string beginning, CancellationToken cancel)
    {
        if (Guid.TryParse(beginning, out var whole)) return whole;
        var found = (await ListRolesAsync(cancel)).Where(r => r.Id.ToString().StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0].Id,
            0 => throw CliException.Refused("unknown-role", $"No role has an id that begins with '{beginning}'. 'cpc access list' lists them."),
            _ => throw CliException.Refused("ambiguous-role", $"{found.Count} roles have ids that begin with '{beginning}'. Give more of it."),
        };
    }

    public Task<IReadOnlyList<SeriesView>> CheckSeriesAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "series", null, ApiJson.Default.IReadOnlyListSeriesView, cancel);
}
