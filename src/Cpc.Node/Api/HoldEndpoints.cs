using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The endpoints about suspicious documents.</summary>
internal static class HoldEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/holds", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.ListHoldsAsync(cancel), ApiJson.Default.IReadOnlyListDocumentView));
        v1.MapPost("/holds/{id}/approve", (string id, ICpcNode node, HttpContext http, CancellationToken cancel) => DecideAsync(id, true, node, http, cancel));
        v1.MapPost("/holds/{id}/reject", (string id, ICpcNode node, HttpContext http, CancellationToken cancel) => DecideAsync(id, false, node, http, cancel));
        v1.MapGet("/series", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.CheckSeriesAsync(cancel), ApiJson.Default.IReadOnlyListSeriesView));
    }

    private static async Task<IResult> DecideAsync(string id, bool approve, ICpcNode node, HttpContext http, CancellationToken cancel) =>
        Answers.Of(await node.DecideHoldAsync(id, approve, CallerGate.CallerOf(http), cancel), ApiJson.Default.DocumentView);
}
