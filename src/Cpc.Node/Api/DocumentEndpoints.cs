using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The endpoints under /v1/documents.</summary>
internal static class DocumentEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/documents", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.ListDocumentsAsync(cancel), ApiJson.Default.IReadOnlyListDocumentView));
        v1.MapPost("/documents", (string? to, ICpcNode node, HttpContext http, CancellationToken cancel) => TakeAsync(to, http, async (peer, document) =>
            Answers.Of(await node.SendAsync(document, peer, CallerGate.CallerOf(http), cancel), ApiJson.Default.DocumentView), cancel));
        v1.MapPost("/documents/import", (string? to, ICpcNode node, HttpContext http, CancellationToken cancel) => TakeAsync(to, http, async (peer, document) =>
            Answers.Of(await node.ImportAsync(document, peer, CallerGate.CallerOf(http), cancel), ApiJson.Default.ImportView), cancel));
        v1.MapGet("/documents/find", async (ICpcNode node, HttpContext http, CancellationToken cancel) =>
            DocumentQueryString.TryRead(http.Request.Query, out var fault) is { } query
                ? Answers.Of(await node.FindDocumentsAsync(query, cancel), ApiJson.Default.DocumentPage)
                : Answers.Of(new Problem("bad-request", fault!), StatusCodes.Status400BadRequest));
        v1.MapPost("/documents/rebuild", async (ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.RebuildListsAsync(cancel), ApiJson.Default.RebuildView)).WithRequestTimeout(ApiLimits.Rebuild);
        v1.MapGet("/documents/{id}", async (string id, ICpcNode node, CancellationToken cancel) =>
            Answers.Of(await node.GetDocumentAsync(id, cancel), ApiJson.Default.DocumentView));
        v1.MapGet("/documents/{id}/ubl", async (string id, ICpcNode node, CancellationToken cancel) => Answers.Xml(await node.WriteUblAsync(id, cancel)));
        v1.MapGet("/documents/{id}/original", async (string id, ICpcNode node, CancellationToken cancel) => Answers.File(await node.GetOriginalAsync(id, cancel)));
        v1.MapPost("/documents/{id}/accept", async (string id, ICpcNode node, HttpContext http, CancellationToken cancel) =>
            Answers.Of(await node.AcceptAsync(id, CallerGate.CallerOf(http), cancel), ApiJson.Default.DocumentView));
        v1.MapPost("/documents/{id}/reject", async (string id, RejectDocumentRequest request, ICpcNode node, HttpContext http, CancellationToken cancel) =>
            Answers.Of(await node.RejectAsync(id, request.Reason, request.Text, CallerGate.CallerOf(http), cancel), ApiJson.Default.DocumentView));
    }

    /// <summary>The body is the document as it is: XML, not JSON around XML.</summary>
    private static async Task<IResult> TakeAsync(string? to, HttpContext http, Func<string, ReadOnlyMemory<byte>, Task<IResult>> take, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(to))
            return Answers.Of(new Problem("bad-request", "Name the receiver: POST /v1/documents?to=PEER."), StatusCodes.Status400BadRequest);

        // Kestrel throws past ApiLimits.BodyBytes, so this buffer is bounded.
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancel);
        return await take(to, body.GetBuffer().AsMemory(0, (int)body.Length));
    }
}
