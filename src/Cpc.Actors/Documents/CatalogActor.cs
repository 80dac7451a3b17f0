using Akka.Actor;
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

    private readonly Dictionary<DocumentKey, DocumentSnapshot> _documents = [];
    private readonly List<(object Message, IActorRef Sender)> _early = [];

    public CatalogActor(NodeServices services)
    {
        Receive<DocumentSnapshot>(s => _documents[s.Key] = s);
        Receive<Api.Problem>(_ => { });
        Receive<Loaded>(_ => Become(Ready));
        ReceiveAny(message => _early.Add((message, Sender)));

        var prefix = InvoiceActor.IdPrefix(services);
        var self = Self;
        PersistenceQuery.Get(Context.System).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentPersistenceIds()
            .Where(id => id.StartsWith(prefix, StringComparison.Ordinal))
            .Select(id => DocumentKey.TryParse(id[prefix.Length..], out var key) ? key : default)
            .SelectAsync(16, key => services.Router.Documents.Ask<object>(new DescribeDocument(key), DescribeTimeout))
            .RunForeach(description => self.Tell(description), Context.System.Materializer())
            .PipeTo(self, success: () => Loaded.Instance, failure: _ => Loaded.Instance);
    }

    private void Ready()
    {
        Receive<DocumentSnapshot>(s => _documents[s.Key] = s);
        Receive<Api.Problem>(_ => { });
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

    private sealed record Loaded
    {
        public static readonly Loaded Instance = new();
    }
}
