using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Lists;
using Cpc.Actors.Outbox;
using Cpc.Cryptography;

namespace Cpc.Actors.Hosting;

/// <summary>Lists and search.</summary>
internal sealed partial class CpcNode
{
    public async Task<IReadOnlyList<DocumentView>> ListDocumentsAsync(CancellationToken cancel = default)
    {
        var all = new List<DocumentView>();
        DocumentKey? after = null;
        do
        {
            var found = Whole<DocumentsFound>(await AskCatalog(new FindDocuments(DocumentFilter.All, after, FindDocuments.MaxLimit), cancel).ConfigureAwait(false));
            all.AddRange(await LiveAsync(found.Entries, cancel).ConfigureAwait(false));
            after = found.Next;
        }
        while (after is not null);
        return all;
    }

    public async Task<Answer<DocumentPage>> FindDocumentsAsync(DocumentQuery query, CancellationToken cancel = default)
    {
        if (query.Limit is < 1 or > DocumentQuery.MaxLimit) return new Problem("invalid-limit", $"A page has 1 to {DocumentQuery.MaxLimit} documents.");
        PeerId? partner = null;
        if (query.Partner is not null)
        {
            if (FindPeer(query.Partner, out var problem) is not { } entry) return problem!;
            partner = entry.PeerId;
        }

        DocumentKey? after = null;
        if (query.Cursor is not null)
        {
            if (!DocumentKey.TryParse(query.Cursor, out var key)) return new Problem("invalid-cursor", "The cursor is none that a page has given; leave it away for the first page.");
            after = key;
        }

        var filter = new DocumentFilter(partner, query.Status, query.Direction, query.Kind, query.From, query.To, query.Min, query.Max, query.Currency, query.Text);
        var answer = await AskCatalog(new FindDocuments(filter, after, query.Limit), cancel).ConfigureAwait(false);
        if (answer is Problem refused) return refused;
        var found = (DocumentsFound)answer;

        // A mistyped word would otherwise look like "there are none".
        if (found.Entries.Count == 0 && query.Status is { } status && await CountAsync(cancel).ConfigureAwait(false) is var count
            && count.Documents > 0 && !count.Statuses.Keys.Contains(status, StringComparer.OrdinalIgnoreCase))
            return new Problem("unknown-status", $"No document has the status '{status}'. There are: {string.Join(", ", count.Statuses.Keys)}.");
        return new DocumentPage(await LiveAsync(found.Entries, cancel).ConfigureAwait(false), found.Next?.ToString());
    }

    public async Task<Answer<RebuildView>> RebuildListsAsync(CancellationToken cancel = default)
    {
        // As long as it takes: the caller gives up when it likes.
        var answer = await services.Router.Catalog.Ask<object>(RebuildLists.Instance, Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(false);
        return answer is ListsRebuilt rebuilt ? new RebuildView(rebuilt.Documents, rebuilt.Changed) : (Problem)answer;
    }

    private static T Whole<T>(object answer) => answer is T found ? found : throw new NotReadyException((Problem)answer);

    private Task<object> AskCatalog(ICatalogQuestion question, CancellationToken cancel) => services.Router.Catalog.Ask<object>(question, AskTimeout, cancel);

    private async Task<DocumentCount> CountAsync(CancellationToken cancel) =>
        (DocumentCount)await AskCatalog(CountDocuments.Instance, cancel).ConfigureAwait(false);

    private async Task<List<DocumentView>> LiveAsync(IReadOnlyList<ListEntry> entries, CancellationToken cancel)
    {
        var outboxes = new Dictionary<string, OutboxStatus>(StringComparer.Ordinal);
        foreach (var peer in entries.Select(e => e.View.Peer).Distinct())
            outboxes[peer] = await OutboxOf(PeerOf(peer), cancel).ConfigureAwait(false);
        return [.. entries.Select(e => ApiWords.Live(e.View, e.Key, services.Peers.Find(PeerOf(e.View.Peer)), outboxes[e.View.Peer]))];
    }

    private static PeerId PeerOf(string id) => PeerId.TryParse(id, out var peer) ? peer : throw new InvalidOperationException("A listed document names no peer.");

    private async Task<(DocumentKey? Found, Problem? Problem)> FindDocument(string id, CancellationToken cancel)
    {
        var wanted = id.Replace("-", "", StringComparison.Ordinal);
        var answer = wanted.Length < 4 ? new DocumentsNamed([]) : await AskCatalog(new NameDocument(wanted), cancel).ConfigureAwait(false);
        if (answer is Problem problem) return (null, problem);
        var keys = ((DocumentsNamed)answer).Keys;
        // A partner may give a document of its own the id of one of ours: that must not hide ours.
        if (keys.Count > 1 && Guid.TryParse(id, out var whole))
        {
            var ours = new DocumentKey(services.Self, whole);
            if (await services.Router.Documents.Ask<object>(new DescribeDocument(ours), AskTimeout, cancel).ConfigureAwait(false) is DocumentSnapshot) return (ours, null);
        }

        return keys.Count switch
        {
            1 => (keys[0], null),
            0 => (null, new Problem("unknown-document", "There is no such document here. 'cpc list' shows those there are.")),
            _ => (null, new Problem("ambiguous-document", $"Several documents' ids begin with '{id}'; write more of it.")),
        };
    }

    private async Task<Answer<DocumentView>> DocumentAnswer(object answer, CancellationToken cancel)
    {
        if (answer is Problem problem) return problem;
        var snapshot = (DocumentSnapshot)answer;
        return ApiWords.Live(ApiWords.View(snapshot), snapshot.Key, services.Peers.Find(snapshot.Counterparty), await OutboxOf(snapshot.Counterparty, cancel).ConfigureAwait(false));
    }
}
