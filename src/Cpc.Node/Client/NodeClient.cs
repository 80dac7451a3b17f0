using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Node.Api;
using Cpc.Node.Cli;

namespace Cpc.Node.Client;

/// <summary>Asks a running node over its socket. Refusals and failures are <see cref="CliException"/>s.</summary>
internal sealed class NodeClient(NodeFolder folder, TimeSpan? limit = null) : IDisposable
{
    private readonly HttpClient _http = NodeConnection.Open(folder, limit ?? ApiLimits.Request);

    public Task<NodeView> GetNodeAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "node", null, ApiJson.Default.NodeView, cancel);

    public Task<IReadOnlyList<PeerView>> ListPeersAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "peers", null, ApiJson.Default.IReadOnlyListPeerView, cancel);

    public Task<PeerView> AddPeerAsync(string idAtAddress, string? name, bool replace, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, "peers", Json(new AddPeerRequest(idAtAddress, name, replace), ApiJson.Default.AddPeerRequest), ApiJson.Default.PeerView, cancel);

    public Task<InviteView> InviteAsync(bool withAddresses, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, withAddresses ? "invite" : "invite?address=false", null, ApiJson.Default.InviteView, cancel);

    public Task<DhtView> GetDhtAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "dht", null, ApiJson.Default.DhtView, cancel);

    public Task<IReadOnlyList<DhtContactView>> ListDhtContactsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "dht/peers", null, ApiJson.Default.IReadOnlyListDhtContactView, cancel);

    public Task<DhtLookupView> LookUpAsync(string peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"dht/lookup?peer={Uri.EscapeDataString(peer)}", null, ApiJson.Default.DhtLookupView, cancel);

    public Task<SafetyNumberView> GetSafetyNumberAsync(string peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"safety-number?peer={Uri.EscapeDataString(peer)}", null, ApiJson.Default.SafetyNumberView, cancel);

    public Task<SafetyNumberView> VerifyPeerAsync(string peer, SafetyNumberProof proof, CancellationToken cancel)
    {
        var body = Json(new VerifyPeerRequest(proof.Digits, proof.Words, proof.Code), ApiJson.Default.VerifyPeerRequest);
        return AskAsync(HttpMethod.Post, $"safety-number?peer={Uri.EscapeDataString(peer)}", body, ApiJson.Default.SafetyNumberView, cancel);
    }

    public Task<IReadOnlyList<ConsentView>> ListConsentsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "consents", null, ApiJson.Default.IReadOnlyListConsentView, cancel);

    public Task<ConsentView> GrantConsentAsync(string peer, ConsentRequest request, CancellationToken cancel)
    {
        var body = new GrantConsentRequest(peer, request.LegalBasis, request.Kinds, request.ValidUntil);
        return AskAsync(HttpMethod.Post, "consents", Json(body, ApiJson.Default.GrantConsentRequest), ApiJson.Default.ConsentView, cancel);
    }

    public Task<ConsentView> RevokeConsentAsync(Guid id, string? reason, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"consents/{id}/revoke", Json(new RevokeConsentRequest(reason), ApiJson.Default.RevokeConsentRequest), ApiJson.Default.ConsentView, cancel);

    /// <summary>Finds the one consent whose id begins so.</summary>
    public async Task<Guid> FindConsentAsync(string beginning, CancellationToken cancel)
    {
        if (Guid.TryParse(beginning, out var whole)) return whole;
        var found = (await ListConsentsAsync(cancel)).Where(c => c.Id.ToString().StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0].Id,
            0 => throw CliException.Refused("unknown-consent", $"No consent has an id that begins with '{beginning}'. 'cpc consent list' lists them."),
            _ => throw CliException.Refused("ambiguous-consent", $"{found.Count} consents have ids that begin with '{beginning}'. Give more of it."),
        };
    }

    public Task<DocumentView> SendAsync(byte[] ubl, string peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"documents?to={Uri.EscapeDataString(peer)}", Xml(ubl), ApiJson.Default.DocumentView, cancel);

    public Task<ImportView> ImportAsync(byte[] ubl, string peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"documents/import?to={Uri.EscapeDataString(peer)}", Xml(ubl), ApiJson.Default.ImportView, cancel);

    public Task<IReadOnlyList<DocumentView>> ListDocumentsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "documents", null, ApiJson.Default.IReadOnlyListDocumentView, cancel);

    public Task<DocumentPage> FindDocumentsAsync(DocumentQuery query, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"documents/find?{DocumentQueryString.Write(query)}", null, ApiJson.Default.DocumentPage, cancel);

    public Task<RebuildView> RebuildListsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, "documents/rebuild", null, ApiJson.Default.RebuildView, cancel);

    public Task<DocumentView> GetDocumentAsync(string id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"documents/{Uri.EscapeDataString(id)}", null, ApiJson.Default.DocumentView, cancel);

    /// <summary>The document as UBL.</summary>
    public Task<byte[]> GetUblAsync(string id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"documents/{Uri.EscapeDataString(id)}/ubl", null, bytes => bytes, cancel);

    /// <summary>The document byte for byte as it came to the node.</summary>
    public Task<byte[]> GetOriginalAsync(string id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, $"documents/{Uri.EscapeDataString(id)}/original", null, bytes => bytes, cancel);

    public Task<DocumentView> AcceptAsync(string id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"documents/{Uri.EscapeDataString(id)}/accept", null, ApiJson.Default.DocumentView, cancel);

    public Task<DocumentView> RejectAsync(string id, string reason, string? text, CancellationToken cancel)
    {
        var body = Json(new RejectDocumentRequest(reason, text), ApiJson.Default.RejectDocumentRequest);
        return AskAsync(HttpMethod.Post, $"documents/{Uri.EscapeDataString(id)}/reject", body, ApiJson.Default.DocumentView, cancel);
    }

    public Task<AuditView> VerifyAuditAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "audit", null, ApiJson.Default.AuditView, cancel);

    public Task<DoctorView> DiagnoseAsync(string? peer, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, peer is null ? "doctor" : $"doctor?peer={Uri.EscapeDataString(peer)}", null, ApiJson.Default.DoctorView, cancel);

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Xml(byte[] document)
    {
        var body = new ByteArrayContent(document);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        return body;
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> type, CancellationToken cancel) =>
        AskAsync(method, path, body, bytes => JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException(), cancel);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? body, Func<byte[], T> read, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"/v1/{path}") { Content = body };

        // A node that refuses a large body answers before it is sent; without this the answer would be lost in a broken pipe.
        request.Headers.ExpectContinue = body is not null;
        try
        {
            using var response = await _http.SendAsync(request, cancel);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
            if (response.IsSuccessStatusCode) return read(bytes);
            throw new CliException(JsonSerializer.Deserialize(bytes, ApiJson.Default.Problem) ?? throw new JsonException(), ExitCode.Refused);
        }
        catch (HttpRequestException e)
        {
            throw NodeConnection.Explain(e, folder);
        }
        catch (JsonException)
        {
            throw CliException.Refused("not-understood", "The node's answer is not understood. Do 'cpc' and the node have the same version? Restart the node after an update.");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw CliException.Refused("timeout", "The node did not answer in time. Try again, and look into its log.");
        }
    }
}
