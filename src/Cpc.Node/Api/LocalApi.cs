using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The endpoints under /v1: one for each thing that can be asked of a node.</summary>
internal static class LocalApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/v1");
        v1.MapGet("/node", GetNodeAsync);
        v1.MapGet("/audit", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.VerifyAuditAsync(cancel), ApiJson.Default.AuditView));
        v1.MapGet("/doctor", async (string? peer, ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.DiagnoseAsync(string.IsNullOrWhiteSpace(peer) ? null : peer, cancel), ApiJson.Default.DoctorView));
        MapPeers(v1);
        MapDiscovery(v1);
        MapConsents(v1);
        DocumentEndpoints.Map(v1);
    }

    private static void MapPeers(RouteGroupBuilder v1)
    {
        v1.MapGet("/peers", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.ListPeersAsync(cancel), ApiJson.Default.IReadOnlyListPeerView));
        v1.MapPost("/peers", async (AddPeerRequest request, ICpcNode node, HttpContext http, CancellationToken cancel) =>
        {
            var caller = CallerGate.CallerOf(http);
            return Answers.Of(request.Replace
                ? await node.ReplacePeerAsync(request.Peer, request.Name, caller, cancel)
                : await node.AddPeerAsync(request.Peer, request.Name, caller, cancel), ApiJson.Default.PeerView);
        });
        // The peer is a parameter, as in /documents?to=: a name may hold a slash.
        v1.MapGet("/safety-number", async (string? peer, ICpcNode node, CancellationToken cancel) => string.IsNullOrWhiteSpace(peer)
            ? NameThePeer()
            : Answers.Of(await node.GetSafetyNumberAsync(peer, cancel), ApiJson.Default.SafetyNumberView));
        v1.MapPost("/safety-number", async (string? peer, VerifyPeerRequest request, ICpcNode node, HttpContext http, CancellationToken cancel) => string.IsNullOrWhiteSpace(peer)
            ? NameThePeer()
            : Answers.Of(await node.VerifyPeerAsync(peer, request.ToProof(), CallerGate.CallerOf(http), cancel), ApiJson.Default.SafetyNumberView));
    }

    private static void MapDiscovery(RouteGroupBuilder v1)
    {
        v1.MapGet("/invite", async (bool? address, ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.InviteAsync(address ?? true, cancel), ApiJson.Default.InviteView));
        v1.MapGet("/dht", async (ICpcNode node, CancellationToken cancel) => Answers.Of(await node.GetDhtAsync(cancel), ApiJson.Default.DhtView));
        v1.MapGet("/dht/peers", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.ListDhtContactsAsync(cancel), ApiJson.Default.IReadOnlyListDhtContactView));
        v1.MapGet("/dht/lookup", async (string? peer, ICpcNode node, CancellationToken cancel) => string.IsNullOrWhiteSpace(peer)
            ? NameThePeer("dht/lookup")
            : Answers.Of(await node.LookUpAsync(peer, cancel), ApiJson.Default.DhtLookupView));
    }

    private static IResult NameThePeer(string path = "safety-number") =>
        Answers.Of(new Problem("bad-request", $"Name the peer: /v1/{path}?peer=PEER."), StatusCodes.Status400BadRequest);

    private static void MapConsents(RouteGroupBuilder v1)
    {
        v1.MapGet("/consents", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.ListConsentsAsync(cancel), ApiJson.Default.IReadOnlyListConsentView));
        v1.MapPost("/consents", async (GrantConsentRequest request, ICpcNode node, HttpContext http, CancellationToken cancel) =>
        {
            var wanted = new ConsentRequest(request.Kinds ?? [], request.LegalBasis, request.ValidUntil);
            return Answers.Of(await node.GrantConsentAsync(request.Peer, wanted, CallerGate.CallerOf(http), cancel), ApiJson.Default.ConsentView);
        });
        v1.MapPost("/consents/{id:guid}/revoke", (Guid id, RevokeConsentRequest? request, ICpcNode node, HttpContext http, CancellationToken cancel) =>
            RevokeAsync(id, request?.Reason, node, http, cancel));
        v1.MapDelete("/consents/{id:guid}", (Guid id, ICpcNode node, HttpContext http, CancellationToken cancel) =>
            RevokeAsync(id, null, node, http, cancel));
    }

    private static async Task<IResult> RevokeAsync(Guid id, string? reason, ICpcNode node, HttpContext http, CancellationToken cancel) =>
        Answers.Of(await node.RevokeConsentAsync(id, reason, CallerGate.CallerOf(http), cancel), ApiJson.Default.ConsentView);

    private static async Task<IResult> GetNodeAsync(ICpcNode node, CallerGate gate, CancellationToken cancel)
    {
        var view = await node.GetNodeAsync(cancel);

        // Refusals of this API belong with the node's own: an operator looks in one place.
        if (gate.Refused > 0) view = view with { Refusals = new Dictionary<string, long>(view.Refusals) { ["api-caller"] = gate.Refused } };
        return Answers.Of(view, ApiJson.Default.NodeView);
    }
}
