using System.Runtime.Serialization;
using Akka;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Cpc.Actors.Documents;
using Cpc.Actors.Node;

namespace Cpc.Actors.Lists;

/// <summary>
/// Walks the journal by its own order and shows the catalog what is in it; what the catalog lacks it makes from the events. It
/// uses Akka's query interface only, so it is the same on every database.
/// </summary>
internal sealed class JournalWalk(NodeServices services, IActorRef catalog, ActorSystem system)
{
    /// <summary>Events before the position that are looked at again: a database with several writers may show an event
    /// only after a later one.</summary>
    private const int Overlap = 1000;

    private const int Batch = 500;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _prefix = InvoiceActor.IdPrefix(services);
    private readonly SqlReadJournal _journal = PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
    private readonly IMaterializer _materializer = system.Materializer();

    /// <summary>From the position to the journal's end.</summary>
    public async Task<WalkEnded> RunAsync(ListPosition from)
    {
        var found = from == ListPosition.Start;
        var passed = false;
        await _journal.CurrentAllEvents(Offset.Sequence(Math.Max(0, from.Ordering - Overlap)))
            .GroupedWithin(Batch, BatchTime)
            .TakeWhile(batch =>
            {
                found = found || batch.Any(e => OrderingOf(e) == from.Ordering && e.PersistenceId == from.PersistenceId && e.SequenceNr == from.SequenceNr);
                passed = !found && batch.Any(e => OrderingOf(e) >= from.Ordering);
                return !passed;
            })
            .SelectAsync(1, ShowAsync)
            .RunWith(Sink.Ignore<NotUsed>(), _materializer).ConfigureAwait(false);
        return new WalkEnded(OtherJournal: !found);
    }

    /// <summary>Document by document: for a journal in which some event can't be read, which ends a walk by order.</summary>
    public async Task<WalkEnded> RunByDocumentAsync()
    {
        await _journal.CurrentPersistenceIds()
            .Where(id => id.StartsWith(_prefix, StringComparison.Ordinal))
            .SelectAsync(4, id => ReplayAsync(KeyOf(id)))
            .GroupedWithin(Batch, BatchTime)
            .SelectAsync(1, rows => TellAsync([.. rows], null))
            .RunWith(Sink.Ignore<NotUsed>(), _materializer).ConfigureAwait(false);
        return new WalkEnded(OtherJournal: false);
    }

    private static long OrderingOf(EventEnvelope e) => e.Offset is Sequence at ? at.Value : 0;

    private async Task<NotUsed> ShowAsync(IEnumerable<EventEnvelope> batch)
    {
        var all = batch.ToList();
        var documents = all.Where(e => e.PersistenceId.StartsWith(_prefix, StringComparison.Ordinal)).GroupBy(e => KeyOf(e.PersistenceId)).ToList();
        var wanted = documents.Count == 0 ? null : await catalog.Ask<Wanted>(new Seen([.. documents.Select(d => (d.Key, d.Max(e => e.SequenceNr)))]), Patience).ConfigureAwait(false);
        var rows = new List<(DocumentKey Key, ListEntry? Entry)>();
        foreach (var document in documents.Where(d => wanted!.Keys.Contains(d.Key)))
        {
            // The whole life of most documents is in one batch.
            rows.Add(document.First().SequenceNr == 1 ? (document.Key, Replay(document.Key, document)) : await ReplayAsync(document.Key).ConfigureAwait(false));
        }

        var last = all[^1];
        return await TellAsync(rows, new ListPosition(OrderingOf(last), last.PersistenceId, last.SequenceNr)).ConfigureAwait(false);
    }

    private async Task<NotUsed> TellAsync(IReadOnlyList<(DocumentKey Key, ListEntry? Entry)> rows, ListPosition? position)
    {
        await catalog.Ask<Noted>(
            new Walked([.. rows.Where(r => r.Entry is not null).Select(r => r.Entry!)], [.. rows.Where(r => r.Entry is null).Select(r => r.Key)], position), Patience).ConfigureAwait(false);
        return NotUsed.Instance;
    }

    // One document that can't be read must not hide those after it.
    private async Task<(DocumentKey Key, ListEntry? Entry)> ReplayAsync(DocumentKey key)
    {
        try
        {
            var events = await _journal.CurrentEventsByPersistenceId(InvoiceActor.IdOf(services, key), 0, long.MaxValue)
                .RunWith(Sink.Seq<EventEnvelope>(), _materializer).ConfigureAwait(false);
            return (key, Replay(key, events));
        }
        catch (SerializationException)
        {
            return (key, null);
        }
    }

    private ListEntry? Replay(DocumentKey key, IEnumerable<EventEnvelope> events)
    {
        try
        {
            return DocumentReplay.Of(services, key, events.Select(e => (e.SequenceNr, e.Event)));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private DocumentKey KeyOf(string persistenceId) => DocumentKey.TryParse(persistenceId[_prefix.Length..], out var key) ? key : default;
}
