namespace Cpc.Kademlia;

/// <summary>
/// The contacts of a node by the length of the prefix they share with its own id (Kademlia §2.2). Only who has answered
/// from his address enters; a live contact is never displaced by a new one, so that whoever comes later can't push
/// out the honest; one network holds few places. Used by one thread.
/// </summary>
public sealed class RoutingTable(NodeId self)
{
    private readonly Bucket?[] _buckets = new Bucket?[NodeId.Bits];
    private readonly Dictionary<ulong, int> _prefixes = [];
    private int _deepest = -1;

    public NodeId Self { get; } = self;

    /// <summary>Contacts in buckets, replacements not counted.</summary>
    public int Count { get; private set; }

    /// <summary>The buckets in which one who has looked up itself looks up an id each: those farther than its k nearest
    /// contacts, among which it knows everybody.</summary>
    public int Depth
    {
        get
        {
            var nearer = 0;
            for (var i = _deepest; i >= 0; i--)
            {
                nearer += _buckets[i]?.Entries.Count ?? 0;
                if (nearer >= KademliaConstants.K) return i + 1;
            }

            return _deepest + 1;
        }
    }

    /// <summary>All contacts in buckets.</summary>
    public IEnumerable<Contact> Contacts => Used.SelectMany(b => b.Entries).Select(e => e.Contact);

    /// <summary>Contacts in each bucket that is in use, by the length of the common prefix.</summary>
    public IEnumerable<(int CommonPrefix, int Contacts, int Replacements)> Buckets =>
        Enumerable.Range(0, _deepest + 1).Where(i => _buckets[i] is not null)
            .Select(i => (i, _buckets[i]!.Entries.Count, _buckets[i]!.Replacements.Count));

    private IEnumerable<Bucket> Used => _buckets.Take(_deepest + 1).OfType<Bucket>();

    /// <summary>A contact answered from its address: it is inserted, refreshed, or kept as a replacement.</summary>
    /// <param name="serving">Whether it says that it serves others.</param>
    /// <returns>BucketFull when it waits as a replacement; OtherAddress when it stays at the known one, which is pinged; None
    /// when it is in the table.</returns>
    public KademliaRefusal Proved(Contact contact, bool serving, DateTimeOffset now)
    {
        if (contact.Id == Self) return KademliaRefusal.OwnId;
        if (!serving)
        {
            Remove(contact.Id, now);
            return KademliaRefusal.NotServing;
        }

        var bucket = BucketOf(contact.Id, now);
        var known = bucket.Entries.Find(e => e.Contact.Id == contact.Id);
        if (known?.Contact.Address == contact.Address) return Refresh(known, contact, now);
        if (known is { Failures: 0 })
        {
            // It has moved, or somebody relays its datagrams: the known address tells.
            known.IsDoubted = true;
            return KademliaRefusal.OtherAddress;
        }

        // Judged as new, its own place not counted; until then it keeps that.
        var refusal = JudgeDiversity(bucket, contact, known);
        if (refusal != KademliaRefusal.None) return refusal;
        if (known is not null) Take(bucket, known);
        var entry = new TableEntry(contact, now);
        if (bucket.IsFull)
        {
            bucket.Wait(entry);
            return KademliaRefusal.BucketFull;
        }

        bucket.Forget(contact.Id);
        Put(bucket, entry);
        return KademliaRefusal.None;
    }

    /// <summary>Whether a stranger who asked would enter the table if he proved that he is alive; or a contact that has a new
    /// static, or has moved, so that its known address is asked.</summary>
    public bool HasRoomFor(Contact contact)
    {
        if (contact.Id == Self) return false;
        if (Find(contact.Id) is var (_, entry)) return !entry.Contact.IsSameClaim(contact) && !entry.IsDoubted;
        return _buckets[PrefixOf(contact.Id)] is not { } bucket || (!bucket.IsFull && JudgeDiversity(bucket, contact) == KademliaRefusal.None);
    }

    /// <summary>A query or ping of a contact remained without an answer. The second time it is evicted.</summary>
    /// <param name="asked">As it was asked: silence at an address or key that a liar named for it counts for nothing.</param>
    public void Failed(Contact asked, DateTimeOffset now)
    {
        if (Find(asked.Id) is not var (bucket, entry) || !entry.Contact.IsSameClaim(asked)) return;
        if (++entry.Failures < KademliaConstants.FailuresToEvict) return;
        Take(bucket, entry);
        Refill(bucket, now);
    }

    /// <summary>A contact said good-bye.</summary>
    public void Remove(NodeId id, DateTimeOffset now)
    {
        if (id == Self || _buckets[PrefixOf(id)] is not { } bucket) return;
        bucket.Forget(id);
        if (Find(id) is not var (_, entry)) return;
        Take(bucket, entry);
        Refill(bucket, now);
    }

    /// <summary>The proved contacts nearest to a key, nearest first: what is passed on to others.</summary>
    /// <param name="except">Who asks does not need himself.</param>
    public List<Contact> Closest(NodeId target, int count, DateTimeOffset now, NodeId? except = null) =>
        Closest(target, count, e => e.IsProved(now) && e.Contact.Id != except);

    /// <summary>The contacts nearest to a key for an own lookup: also those that were not heard for long.</summary>
    public List<Contact> ClosestKnown(NodeId target, int count) => Closest(target, count, _ => true);

    /// <summary>Contacts to ping: those that failed once, answered from elsewhere or were not heard for <see cref="KademliaConstants.PingInterval"/>,
    /// and replacements whose bucket has room.</summary>
    /// <returns>At most <paramref name="max"/>; each is due again only after a while.</returns>
    public List<Contact> TakeDuePings(int max, DateTimeOffset now)
    {
        var due = new List<Contact>();
        foreach (var bucket in Used)
        {
            var waiting = bucket.IsFull ? [] : bucket.Replacements.Where(e => now - e.LastPinged >= KademliaConstants.QueryTimeout);
            foreach (var entry in bucket.Entries.Where(e => NeedsPing(e, now)).Concat(waiting))
            {
                if (due.Count == max) return due;
                entry.LastPinged = now;
                due.Add(entry.Contact);
            }
        }

        return due;
    }

    /// <summary>Buckets without a lookup for <see cref="KademliaConstants.RefreshInterval"/>.</summary>
    public List<int> DueRefreshes(DateTimeOffset now) => [.. Enumerable.Range(0, 1 + Array.FindLastIndex(_buckets, b => b is { Entries.Count: > 0 }))
        .Where(i => now - BucketAt(i, now).LastLookup >= KademliaConstants.RefreshInterval)];

    /// <summary>An id was looked up: its bucket needs no refresh for a while.</summary>
    public void LookedUp(NodeId target, DateTimeOffset now)
    {
        if (target != Self) BucketAt(PrefixOf(target), now).LastLookup = now;
    }

    /// <summary>An id within a bucket.</summary>
    /// <param name="random">32 random bytes as an id.</param>
    public NodeId RefreshTarget(int bucket, NodeId random) => Self.WithFlipped(bucket).WithRest(bucket + 1, random);

    private static bool NeedsPing(TableEntry entry, DateTimeOffset now)
    {
        var since = now - (entry.LastPinged > entry.LastHeard ? entry.LastPinged : entry.LastHeard);
        return since >= (entry.Failures > 0 || entry.IsDoubted ? KademliaConstants.QueryTimeout : KademliaConstants.PingInterval);
    }

    private static KademliaRefusal Refresh(TableEntry known, Contact contact, DateTimeOffset now)
    {
        known.Contact = contact;
        known.LastHeard = now;
        known.Failures = 0;
        known.IsDoubted = false;
        return KademliaRefusal.None;
    }

    private KademliaRefusal JudgeDiversity(Bucket bucket, Contact contact, TableEntry? moving = null)
    {
        var prefix = contact.Address.Prefix;
        if (bucket.HasTooMany(prefix, moving)) return KademliaRefusal.BucketDiversity;
        var others = _prefixes.GetValueOrDefault(prefix) - (moving?.Contact.Address.Prefix == prefix ? 1 : 0);
        return others >= KademliaConstants.MaxPerPrefixInTable ? KademliaRefusal.TableDiversity : KademliaRefusal.None;
    }

    // The youngest first: it was heard last.
    private void Refill(Bucket bucket, DateTimeOffset now)
    {
        for (var i = bucket.Replacements.Count - 1; i >= 0 && !bucket.IsFull; i--)
        {
            var entry = bucket.Replacements[i];
            if (!entry.IsProved(now) || JudgeDiversity(bucket, entry.Contact) != KademliaRefusal.None) continue;
            bucket.Replacements.RemoveAt(i);
            Put(bucket, entry);
        }
    }

    private void Put(Bucket bucket, TableEntry entry)
    {
        bucket.Entries.Add(entry);
        Count++;
        var prefix = entry.Contact.Address.Prefix;
        _prefixes[prefix] = _prefixes.GetValueOrDefault(prefix) + 1;
    }

    private void Take(Bucket bucket, TableEntry entry)
    {
        bucket.Entries.Remove(entry);
        Count--;
        var prefix = entry.Contact.Address.Prefix;
        if (--_prefixes[prefix] == 0) _prefixes.Remove(prefix);
    }

    // Bucket i of the target's prefix holds contacts nearer to it than all others; deeper ones come next, then, each
    // farther than the last, those before.
    private List<Contact> Closest(NodeId target, int count, Func<TableEntry, bool> filter)
    {
        var found = new List<Contact>(count);
        var group = new List<KeyValuePair<Distance, Contact>>();
        var own = target == Self ? NodeId.Bits : PrefixOf(target);
        if (own < NodeId.Bits) Collect(own, own, target, filter, group, found, count);
        if (found.Count < count) Collect(own + 1, _deepest, target, filter, group, found, count);
        for (var i = Math.Min(own - 1, _deepest); i >= 0 && found.Count < count; i--) Collect(i, i, target, filter, group, found, count);
        return found;
    }

    private void Collect(int from, int to, NodeId target, Func<TableEntry, bool> filter, List<KeyValuePair<Distance, Contact>> group, List<Contact> found, int count)
    {
        group.Clear();
        for (var i = from; i <= to; i++)
        {
            if (_buckets[i] is not { } bucket) continue;
            foreach (var entry in bucket.Entries)
            {
                if (filter(entry)) group.Add(new(entry.Contact.Id.DistanceTo(target), entry.Contact));
            }
        }

        group.Sort(static (x, y) => x.Key.CompareTo(y.Key));
        foreach (var pair in group.Take(count - found.Count)) found.Add(pair.Value);
    }

    private Tuple<Bucket, TableEntry>? Find(NodeId id)
    {
        if (id == Self || _buckets[PrefixOf(id)] is not { } bucket) return null;
        return bucket.Entries.Find(e => e.Contact.Id == id) is { } entry ? Tuple.Create(bucket, entry) : null;
    }

    private int PrefixOf(NodeId id) => id.DistanceTo(Self).CommonPrefix;

    private Bucket BucketOf(NodeId id, DateTimeOffset now) => BucketAt(PrefixOf(id), now);

    private Bucket BucketAt(int index, DateTimeOffset now)
    {
        _deepest = Math.Max(_deepest, index);
        return _buckets[index] ??= new Bucket(now);
    }
}
