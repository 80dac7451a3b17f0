using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Invoicing.Guards;

namespace Cpc.Actors.Hosting;

/// <summary>What is suspicious about documents.</summary>
internal sealed partial class CpcNode
{
    public async Task<IReadOnlyList<DocumentView>> ListHoldsAsync(CancellationToken cancel = default) =>
        [.. (await ListDocumentsAsync(cancel).ConfigureAwait(false)).Where(d => d.Hold == "open")];

    public async Task<Answer<DocumentView>> DecideHoldAsync(string id, bool approve, Caller caller, CancellationToken cancel = default)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is not { } key) return problem!;
        var answer = await services.Router.Documents.Ask<object>(new DecideHold(key, approve, caller), AskTimeout, cancel).ConfigureAwait(false);
        return await DocumentAnswer(answer, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SeriesView>> CheckSeriesAsync(CancellationToken cancel = default)
    {
        var series = (await ListDocumentsAsync(cancel).ConfigureAwait(false))
            .GroupBy(d => (d.Direction, d.Seller, d.Kind, d.IssueDate.Year))
            .OrderByDescending(g => g.Key.Direction, StringComparer.Ordinal).ThenBy(g => g.Key.Seller, StringComparer.Ordinal).ThenBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Year);
        // A seller has other customers: only what we have sent ourselves is to be without gaps.
        return [.. series.SelectMany(g => NumberSeries.Check(g.Select(s => s.Number)).Where(f => f.IsDuplicate || g.Key.Direction == "sent").Select(f => new SeriesView(
            g.Key.Direction, g.Key.Kind, g.Key.Seller, g.Key.Year, f.IsDuplicate ? "duplicate" : "gap", f.First, f.Last)))];
    }
}
