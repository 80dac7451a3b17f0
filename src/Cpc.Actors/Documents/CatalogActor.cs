using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Cpc.Actors.Node;

namespace Cpc.Actors.Documents;

/// <summary>The documents of the node for lists: told by their actors, and after a start found through the journal.</summary>
internal sealed class CatalogActor : ReceiveActor
{
    private static readonly TimeSpan DescribeTimeout = TimeSpan.FromSeconds(30);

    private readonly NodeServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<DocumentKey, DocumentSnapshot> _documents = [];
    private readonly List<(object Message, IActorRef Sender)> _early = [];

    public CatalogActor(NodeServices services)
    {
        _services = services;
        Receive<DocumentSnapshot>(Keep);
        Receive<NotDescribed>(OnNotDescribed);
        Receive<Loaded>(_ => Become(Ready));
        Receive<LoadFailed>(OnLoadFailed);
        ReceiveAny(message => _early.Add((message, Sender)));

        var prefix = InvoiceActor.IdPrefix(services);
        var self = Self;
        PersistenceQuery.Get(Context.System).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentPersistenceIds()
            .Where(id => id.StartsWith(prefix, StringComparison.Ordinal))
            .Select(id => DocumentKey.TryParse(id[prefix.Length..], out var key) ? key : default)
            .SelectAsync(16, key => DescribeAsync(services, key))
            .RunForeach(description => self.Tell(description), Context.System.Materializer())
            .PipeTo(self, success: () => Loaded.Instance, failure: e => new LoadFailed(e.GetType().Name));
    }

    // One document that can't be described must not hide those after it.
    private static async Task<object> DescribeAsync(NodeServices services, DocumentKey key)
    {
        try
        {
            var description = await services.Router.Documents.Ask<object>(new DescribeDocument(key), DescribeTimeout).ConfigureAwait(false);
            return description is DocumentSnapshot ? description : new NotDescribed(key);
        }
        catch (AskTimeoutException)
        {
            return new NotDescribed(key);
        }
    }

    // A description from the start may be overtaken by news: the one that has seen more is kept.
    private void Keep(DocumentSnapshot snapshot)
    {
        if (!_documents.TryGetValue(snapshot.Key, out var kept) || kept.History.Count <= snapshot.History.Count) _documents[snapshot.Key] = snapshot;
    }

    private void OnNotDescribed(NotDescribed missing)
    {
        _services.Counters.Count("catalog", "NotDescribed");
        _log.Error("Document {0} can't be read from the journal and is missing in lists.", missing.Key.Id);
    }

    // A list that is not whole must not look whole: nothing is answered, and the supervisor starts anew.
    private void OnLoadFailed(LoadFailed failed)
    {
        _services.Counters.Count("catalog", "LoadFailed");
        _log.Error("The journal could not be read for the list of documents ({0}); trying again.", failed.Fault);
        Context.Stop(Self);
    }

    private void Ready()
    {
        Receive<DocumentSnapshot>(Keep);
        Receive<ListSnapshots>(_ => Sender.Tell(_documents.Values.OrderByDescending(d => d.Key.Id, UuidV7Order).ToList()));
        foreach (var (message, sender) in _early) Self.Tell(message, sender);
        _early.Clear();
    }

    // UUIDv7 begins with its time, big-endian.
    private static readonly Comparer<Guid> UuidV7Order =
        Comparer<Guid>.Create((a, b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true)));

    /// <summary>Answered by all <see cref="DocumentSnapshot"/>s, newest first.</summary>
    public sealed record ListSnapshots
    {
        public static readonly ListSnapshots Instance = new();
    }

    private sealed record NotDescribed(DocumentKey Key);

    private sealed record LoadFailed(string Fault);

    private sealed record Loaded
    {
        public static readonly Loaded Instance = new();
    }
}
