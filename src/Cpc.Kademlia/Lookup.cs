using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// Finds the k nodes nearest to a key, and the record that lies there, as a state machine: the caller sends what
/// <see cref="Next"/> returns and reports answers, failures and time. It ends when on every path the k nearest have
/// answered; where a record is wanted, a part of them is enough (Width). A record alone does not end it: the first may be
/// an old one that a liar kept, so the newest of all answers counts. Used by one thread.
/// </summary>
public sealed class Lookup
{
    private readonly NodeId _self;
    private readonly LookupOptions _options;
    private readonly RefusalCounts _refusals;
    private readonly DateTimeOffset _start;
    private readonly List<Contact> _seeds;
    private readonly int _perPath;
    private readonly Dictionary<NodeId, List<Candidate>> _candidates = [];
    private readonly List<Candidate> _underWay = [];
    private readonly List<Candidate> _answered = [];
    private LookupPath[] _paths = [];
    private int _rounds;
    private int _agreeing;
    private bool _limited;

    /// <param name="target">The key.</param>
    /// <param name="wanted">Whose record is wanted; null for nodes only.</param>
    /// <param name="self">Is never asked.</param>
    /// <param name="seeds">Where to begin: own contacts nearest to the key. They are dealt out to the paths in turn.</param>
    /// <param name="refusals">Counts what answers contained that was not taken.</param>
    /// <param name="known">A record known before: older ones are refused.</param>
    public Lookup(NodeId target, PeerId? wanted, NodeId self, IEnumerable<Contact> seeds, LookupOptions options, RefusalCounts refusals,
        DateTimeOffset now, PeerRecord? known = null)
    {
        Target = target;
        Wanted = wanted;
        _self = self;
        _options = options;
        _refusals = refusals;
        _start = now;
        Record = known;
        _perPath = Math.Max(1, KademliaConstants.Alpha / options.Paths);
        _seeds = [.. seeds.OrderBy(s => s.Id.DistanceTo(target))];
        BeginRound();
    }

    public NodeId Target { get; }

    public PeerId? Wanted { get; }

    /// <summary>Queries sent so far.</summary>
    public int Queries { get; private set; }

    /// <summary>The newest verified record of <see cref="Wanted"/> so far.</summary>
    public PeerRecord? Record { get; private set; }

    /// <summary>True at the end; a late answer changes nothing any more.</summary>
    public bool IsDone { get; private set; }

    /// <summary>When <see cref="Next"/> is to be called again at the latest.</summary>
    public DateTimeOffset NextTime => _underWay.Where(c => c.State == QueryState.Asked).Select(c => c.AskedAt + _options.SlowAfter)
        .Append(_start + KademliaConstants.LookupTimeout).Min();

    /// <summary>The nodes that answered, nearest first, at most k.</summary>
    public List<Contact> Nearest() => [.. _answered.OrderBy(c => c.Distance).Take(KademliaConstants.K).Select(c => c.Contact)];

    /// <summary>How many own contacts a lookup wants: for each round k, and three for each path.</summary>
    public static int SeedsFor(int paths) => KademliaConstants.MaxRounds * SeedsOfRound(paths);

    /// <summary>Lets time pass.</summary>
    /// <returns>Who is to be asked now; each counts as asked.</returns>
    public List<Contact> Next(DateTimeOffset now)
    {
        var asked = new List<Contact>();
        if (IsDone) return asked;
        if (now - _start >= KademliaConstants.LookupTimeout)
        {
            IsDone = true;
            return asked;
        }

        // A later round looks for a fresh record only, and has found one.
        if (_rounds > 1 && Record?.IsFresh(now) == true)
        {
            IsDone = true;
            return asked;
        }

        Slow(now);
        Advance(asked, now);
        while (asked.Count == 0 && !_underWay.Exists(Holds))
        {
            // "There is no such record", or an old one, is what a liar wants to be believed: ask those not asked yet.
            IsDone = Wanted is null || Record?.IsFresh(now) == true || !BeginRound();
            if (IsDone) break;
            Advance(asked, now);
        }

        return asked;
    }

    /// <summary>An answer has arrived; its sender is authenticated.</summary>
    /// <param name="from">As it was asked.</param>
    /// <param name="contacts">Claims; at most k are looked at.</param>
    /// <param name="record">Encoded, if it had one.</param>
    public void Answered(Contact from, IReadOnlyList<Contact> contacts, ReadOnlyMemory<byte>? record, DateTimeOffset now)
    {
        if (IsDone) return;
        if (Take(from) is not { AskedBy: { } path } candidate)
        {
            _refusals.Passed(KademliaRefusal.NotAsked);
            return;
        }

        candidate.State = QueryState.Answered;
        _answered.Add(candidate);
        // Other addresses claimed for this node are wrong.
        foreach (var other in _candidates[from.Id].Where(c => c.State == QueryState.Known)) other.State = QueryState.Disproved;
        if (record is { } encoded) TakeRecord(encoded, now);
        TakeContacts(path, contacts);
    }

    /// <summary>A query has failed: no answer within its time, or no handshake.</summary>
    public void Failed(Contact contact)
    {
        if (Take(contact) is { } candidate) candidate.State = QueryState.Failed;
    }

    private static int SeedsOfRound(int paths) => Math.Max(KademliaConstants.K, 3 * paths);

    // New paths from contacts that nobody has asked yet; false when there are none, or it was tried often enough.
    private bool BeginRound()
    {
        var fresh = _seeds.Where(s => !_candidates.TryGetValue(s.Id, out var claims) || claims.TrueForAll(c => c.State == QueryState.Known))
            .Take(SeedsOfRound(_options.Paths)).ToList();
        if (_rounds == KademliaConstants.MaxRounds || fresh.Count == 0) return false;
        _rounds++;
        _paths = [.. Enumerable.Range(0, _options.Paths).Select(_ => new LookupPath())];
        for (var i = 0; i < fresh.Count; i++) Offer(_paths[i % _paths.Length], fresh[i]);
        return true;
    }

    // How far a path goes. Nodes: until k have answered. A record lies at those that were the k nearest when it was
    // stored: where one of them is gone, a farther one does not have it either. Nearly all of them have it: where half
    // have been asked in vain, new paths are the better question, as long as there are some. And where half the k nearest
    // agree on a fresh record, three quarters of them, of all paths together, are enough to hear of a newer one.
    private (int Answers, int WithGone, Distance? Farthest) Width(DateTimeOffset now)
    {
        if (Wanted is null) return (KademliaConstants.K, int.MaxValue, null);
        if (Record?.IsFresh(now) != true) return (_rounds < KademliaConstants.MaxRounds ? KademliaConstants.AnswersForRecord : KademliaConstants.K, KademliaConstants.K, null);
        const int enough = KademliaConstants.AnswersWhenAgreed;
        if (_agreeing < KademliaConstants.AnswersForRecord || _answered.Count < enough) return (KademliaConstants.K, KademliaConstants.K, null);
        return (enough, enough, _answered.Select(c => c.Distance).Order().ElementAt(enough - 1));
    }

    private void Advance(List<Contact> asked, DateTimeOffset now)
    {
        var (answers, withGone, farthest) = Width(now);
        for (var more = true; more;)
        {
            more = false;
            foreach (var path in _paths)
            {
                if (path.UnderWay >= _perPath || path.Next(answers, withGone, farthest, _refusals) is not { } next) continue;
                if (Queries >= KademliaConstants.MaxQueriesPerLookup || path.Queries >= KademliaConstants.MaxQueriesPerPath)
                {
                    Limit();
                    continue;
                }

                Ask(path, next, now);
                asked.Add(next.Contact);
                more = true;
            }
        }
    }

    private void TakeRecord(ReadOnlyMemory<byte> encoded, DateTimeOffset now)
    {
        if (Wanted is not { } wanted || !_refusals.Passed(PeerRecord.TryDecode(encoded, wanted, now, Record, out var record))) return;
        _agreeing = ReferenceEquals(record, Record) ? _agreeing + 1 : 1;
        Record = record;
    }

    private void TakeContacts(LookupPath path, IReadOnlyList<Contact> contacts)
    {
        if (contacts.Count > KademliaConstants.K) _refusals.Passed(KademliaRefusal.TooManyContacts);
        var seen = new HashSet<NodeId>();
        foreach (var contact in contacts.Take(KademliaConstants.K))
        {
            if (seen.Add(contact.Id)) Offer(path, contact);
            else _refusals.Passed(KademliaRefusal.DuplicateContact);
        }
    }

    private void Offer(LookupPath path, Contact contact)
    {
        if (contact.Id == _self) return; // No refusal: honest nodes know us.
        if (!_candidates.TryGetValue(contact.Id, out var claims)) _candidates[contact.Id] = claims = [];
        var claim = claims.Find(c => c.Contact.IsSameClaim(contact));
        if (claim is null)
        {
            claim = new Candidate(contact, contact.Id.DistanceTo(Target));
            if (claims.Exists(c => c.State == QueryState.Answered)) claim.State = QueryState.Disproved;
            claims.Add(claim);
        }

        path.Add(claim);
    }

    private void Ask(LookupPath path, Candidate candidate, DateTimeOffset now)
    {
        candidate.State = QueryState.Asked;
        candidate.AskedAt = now;
        candidate.AskedBy = path;
        path.UnderWay++;
        path.Queries++;
        _underWay.Add(candidate);
        Queries++;
    }

    private void Slow(DateTimeOffset now)
    {
        foreach (var candidate in _underWay.Where(c => c.State == QueryState.Asked && now - c.AskedAt >= _options.SlowAfter))
        {
            candidate.State = QueryState.Slow;
            candidate.AskedBy!.UnderWay--;
        }
    }

    // A slow one is waited for only while there are fewer answers than needed.
    private bool Holds(Candidate candidate) => candidate.State == QueryState.Asked
        || _answered.Count < (Wanted is null ? KademliaConstants.K : KademliaConstants.AnswersForRecord);

    private Candidate? Take(Contact contact)
    {
        var at = _underWay.FindIndex(c => c.Contact.IsSameClaim(contact));
        if (at < 0) return null;
        var candidate = _underWay[at];
        _underWay.RemoveAt(at);
        if (candidate.State == QueryState.Asked) candidate.AskedBy!.UnderWay--;
        return candidate;
    }

    private void Limit()
    {
        if (!_limited) _refusals.Passed(KademliaRefusal.QueryLimit);
        _limited = true;
    }
}
