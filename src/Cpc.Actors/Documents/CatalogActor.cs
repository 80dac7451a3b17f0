using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Api;
using Cpc.Actors.Lists;
using Cpc.Actors.Node;

namespace Cpc.Actors.Documents;

/// <summary>
/// The documents of the node for lists and search: an index in memory over sealed rows on disk. It is told by the documents'
/// actors, and walks the journal for what it was not told (docs/adr/0040-lists.md).
/// </summary>
internal sealed class CatalogActor : ReceiveActor, IWithTimers
{
    private const int RowsAtOnce = 256;

    /// <summary>News after which the journal is walked although more keeps coming, so that a crash leaves little to repair.</summary>
    private const int MuchNews = 10_000;

    private const string FlushTimer = "flush";
    private const string PatienceTimer = "patience";
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly NodeServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ListStore _store;
    private readonly ListIndex _index = new();
    private readonly Dictionary<DocumentKey, ListEntry> _unwritten = [];
    private readonly List<(object Message, IActorRef Sender)> _early = [];
    private readonly JournalWalk _walk;
    private Rebuilding? _rebuilding;
    private ListPosition _position = ListPosition.Start;
    private bool _whole;
    private bool _walking;
    private bool _impatient;
    private bool _byDocument;
    private int _news;
    private bool _quiet;

    public CatalogActor(NodeServices services)
    {
        _services = services;
        _store = ListStore.Open(services.Folder.Lists, services.Cipher);
        _walk = new JournalWalk(services, Self, Context.System);
        Receive<DocumentSnapshot>(s => Keep(DocumentReplay.Of(s)));
        Receive<Seen>(OnSeen);
        Receive<Walked>(OnWalked);
        Receive<WalkEnded>(OnWalkEnded);
        Receive<Flush>(_ => Write(null));
        Receive<Look>(_ => OnLook());
        Receive<LostPatience>(_ => OnLostPatience());
        Receive<ICatalogQuestion>(OnEarly, _ => !_whole);
        Receive<CountDocuments>(_ => Sender.Tell(new DocumentCount(_index.Count, _index.Statuses())));
        Receive<FindDocuments>(OnFind);
        Receive<NameDocument>(n => Sender.Tell(new DocumentsNamed(_index.Beginning(n.Beginning))));
        Receive<RebuildLists>(_ => OnRebuild());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Load();
        StartWalk();
        Timers.StartPeriodicTimer(nameof(Look), Look.Instance, LookInterval);
        Timers.StartSingleTimer(PatienceTimer, LostPatience.Instance, Patience);
    }

    protected override void PostStop()
    {
        Write(null);
        _store.Dispose();
    }

    private void Load()
    {
        if (_store.Position() is not { } position)
        {
            _store.Clear();
            return;
        }

        try
        {
            foreach (var entry in _store.All()) _index.Set(IndexEntry.Of(entry));
            _position = position;
        }
        catch (InvalidDataException)
        {
            _services.Counters.Count("catalog", "RowsUnreadable");
            _log.Warning("The lists can't be read; they are built anew from the journal.");
            Forget();
        }
    }

    private void Forget()
    {
        _store.Clear();
        _index.Clear();
        _unwritten.Clear();
        _position = ListPosition.Start;
        _whole = false;
    }

    private void StartWalk()
    {
        _walking = true;
        (_news, _quiet) = (0, true);
        _walk.RunAsync(_rebuilding is null ? _position : ListPosition.Start).PipeTo(Self, failure: e => new WalkEnded(false, e.GetType().Name));
    }

    private bool Keep(ListEntry entry)
    {
        if (_index.RevisionOf(entry.Key) >= entry.Revision) return false;
        Put(entry);
        (_news, _quiet) = (_news + 1, false);
        return true;
    }

    private void Put(ListEntry entry)
    {
        _index.Set(IndexEntry.Of(entry));
        _unwritten[entry.Key] = entry;
        if (_unwritten.Count >= RowsAtOnce) Write(null);
        else if (_unwritten.Count == 1) Timers.StartSingleTimer(FlushTimer, Flush.Instance, FlushDelay);
    }

    private void Write(ListPosition? position, IReadOnlyCollection<DocumentKey>? gone = null)
    {
        if (_unwritten.Count == 0 && position is null && gone is null) return;
        _store.Write(_unwritten.Values, gone ?? [], position);
        _unwritten.Clear();
        _position = position ?? _position;
    }

    private void OnSeen(Seen seen)
    {
        _rebuilding?.Seen.UnionWith(seen.Documents.Select(d => d.Key));
        Sender.Tell(new Wanted(seen.Documents.Where(d => _rebuilding is not null || _index.RevisionOf(d.Key) < d.SequenceNr).Select(d => d.Key).ToHashSet()));
    }

    private void OnWalked(Walked walked)
    {
        // A walk document by document shows nothing beforehand.
        _rebuilding?.Seen.UnionWith([.. walked.Entries.Select(e => e.Key), .. walked.Unreadable]);
        foreach (var key in walked.Unreadable)
        {
            _services.Counters.Count("catalog", "NotDescribed");
            _log.Error("Document {0} can't be read from the journal and is missing in lists.", key.Id);
        }

        foreach (var entry in walked.Entries)
        {
            if (Keep(entry) || Differs(entry)) _rebuilding?.Changed.Add(entry.Key);
        }

        // Rows and position in one: what the position says is there.
        Write(walked.Position is { } position && position.Ordering > _position.Ordering ? position : null);
        Sender.Tell(Noted.Instance);
    }

    private bool Differs(ListEntry made)
    {
        if (_rebuilding is null || _index.RevisionOf(made.Key) != made.Revision) return false;
        if (Row(made.Key) is { } kept && ListStore.AreEqual(kept, made)) return false;
        Put(made);
        return true;
    }

    private void OnWalkEnded(WalkEnded ended)
    {
        if (ended.Fault is not null)
        {
            OnWalkFailed(ended.Fault);
            return;
        }

        if (ended.OtherJournal)
        {
            _services.Counters.Count("catalog", "OtherJournal");
            _log.Warning("The lists are not of this journal; they are built anew.");
            Forget();
            StartWalk();
            return;
        }

        (_walking, _byDocument, _whole) = (false, false, true);
        EndRebuild();
        Timers.Cancel(PatienceTimer);
        foreach (var (message, sender) in _early) Self.Tell(message, sender);
        _early.Clear();
    }

    // Some event can't be read, be it a document's or not. A list that is not whole must not look whole: if the journal can't
    // be read document by document either, nothing is answered and the supervisor starts anew.
    private void OnWalkFailed(string fault)
    {
        _services.Counters.Count("catalog", "LoadFailed");
        if (_byDocument)
        {
            Context.Stop(Self);
            return;
        }

        _log.Error("The journal could not be walked for the lists ({0}); reading it document by document.", fault);
        _byDocument = true;
        _walk.RunByDocumentAsync().PipeTo(Self, failure: e => new WalkEnded(false, e.GetType().Name));
    }

    // Once the node has been quiet for a while: what was told is in the lists already, and reading it again costs time.
    private void OnLook()
    {
        if (!_walking && _news > 0 && (_quiet || _news >= MuchNews)) StartWalk();
        _quiet = true;
    }

    private void OnEarly(ICatalogQuestion question)
    {
        if (_impatient) Refuse(question, Sender);
        else _early.Add((question, Sender));
    }

    private void OnLostPatience()
    {
        _impatient = true;
        foreach (var (message, sender) in _early) Refuse(message, sender);
        _early.Clear();
    }

    private void Refuse(object question, IActorRef asker) => asker.Tell(question is CountDocuments
        ? new DocumentCount(_index.Count, _index.Statuses())
        : new Problem("lists-not-ready", $"The lists are being built from the journal; {_index.Count} documents are in them so far. Nothing else waits for them; ask again."), Self);

    private void OnRebuild()
    {
        if (_walking)
        {
            _early.Add((RebuildLists.Instance, Sender));
            return;
        }

        _rebuilding = new Rebuilding(Sender, [.. _index.Keys]);
        StartWalk();
    }

    private void EndRebuild()
    {
        if (_rebuilding is not { } rebuilding) return;
        _rebuilding = null;
        // What came while it was built is none of its business.
        rebuilding.Before.ExceptWith(rebuilding.Seen);
        foreach (var key in rebuilding.Before) _index.Remove(key);
        Write(null, rebuilding.Before);
        rebuilding.Asker.Tell(new ListsRebuilt(_index.Count, rebuilding.Changed.Count + rebuilding.Before.Count));
    }

    private void OnFind(FindDocuments find)
    {
        var page = _index.Page(find.Filter, find.After, Math.Clamp(find.Limit, 1, FindDocuments.MaxLimit), out var more);
        Sender.Tell(new DocumentsFound([.. page.Select(e => Row(e.Key)).OfType<ListEntry>()], more ? page[^1].Key : null));
    }

    private ListEntry? Row(DocumentKey key) => _unwritten.GetValueOrDefault(key) ?? _store.Read(key);

    private sealed record Rebuilding(IActorRef Asker, HashSet<DocumentKey> Before)
    {
        public HashSet<DocumentKey> Seen { get; } = [];

        public HashSet<DocumentKey> Changed { get; } = [];
    }

    private sealed record Flush
    {
        public static readonly Flush Instance = new();
    }

    private sealed record Look : INotInfluenceReceiveTimeout
    {
        public static readonly Look Instance = new();
    }

    private sealed record LostPatience
    {
        public static readonly LostPatience Instance = new();
    }
}
