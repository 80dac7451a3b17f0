using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;

namespace Cpc.Actors.Hosting;

/// <summary>What is suspicious about documents.</summary>
internal sealed partial class CpcNode
{
    public async Task<IReadOnlyList<DocumentView>> ListHoldsAsync(CancellationToken cancel = default) =>
        [.. (await ListDocumentsAsync(cancel).ConfigureAwait(false)).Where(d => d.Hold == "open")];

    public async Task<Answer<DocumentView>> DecideHoldAsync(string id, bool approve, Caller caller, CancellationToken cancel = default)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is null) return problem!;
        var answer = await services.Router.Documents.Ask<object>(new DecideHold(found.Key, approve, caller), AskTimeout, cancel).ConfigureAwait(false);
        return await DocumentAnswer(answer, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SeriesView>> CheckSeriesAsync(CancellationToken cancel = default)
    {
        var series = (await Snapshots(cancel).ConfigureAwait(false))
            .GroupBy(s => (Sent: s.State.Role == InvoiceRole.Issuer, s.Seller, s.State.Metadata.DocKind, s.IssueDate.Year))
            .OrderByDescending(g => g.Key.Sent).ThenBy(g => g.Key.Seller, StringComparer.Ordinal).ThenBy(g => g.Key.DocKind).ThenBy(g => g.Key.Year);
        // A seller has other customers: only what we have sent ourselves is to be without gaps.
        return [.. series.SelectMany(g => NumberSeries.Check(g.Select(s => s.Number)).Where(f => f.IsDuplicate || g.Key.Sent).Select(f => new SeriesView(
            g.Key.Sent ? "sent" : "received", ApiWords.Camel(g.Key.DocKind), g.Key.Seller, g.Key.Year, f.IsDuplicate ? "duplicate" : "gap", f.First, f.Last)))];
    }
}
