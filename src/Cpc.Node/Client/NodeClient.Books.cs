using Cpc.Actors.Api;
using Cpc.Node.Api;

namespace Cpc.Node.Client;

/// <summary>What a bookkeeper decides beside sending and answering.</summary>
internal sealed partial class NodeClient
{
    public Task<IReadOnlyList<DocumentView>> ListHoldsAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "holds", null, ApiJson.Default.IReadOnlyListDocumentView, cancel);

    public Task<DocumentView> DecideHoldAsync(string id, bool approve, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, $"holds/{Uri.EscapeDataString(id)}/{(approve ? "approve" : "reject")}", null, ApiJson.Default.DocumentView, cancel);

    public Task<IReadOnlyList<SeriesView>> CheckSeriesAsync(CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, "series", null, ApiJson.Default.IReadOnlyListSeriesView, cancel);
}
