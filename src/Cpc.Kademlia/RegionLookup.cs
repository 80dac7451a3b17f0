using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// A lookup that is not fooled by a crowd: when the k nearest to the key are nearer than honest chance puts them, it goes
/// on with keys all over the <see cref="Region"/>. In the usual case it is one <see cref="Lookup"/>. Used by one thread.
/// </summary>
public sealed class RegionLookup
{
    private readonly NodeId _self;
    private readonly PeerId? _wanted;
    private readonly NodeId? _record;
    private readonly Func<NodeId, int, IEnumerable<Contact>> _known;
    private readonly LookupOptions _options;
    private readonly RefusalCounts _refusals;
    private readonly Queue<NodeId> _probes = [];
    private readonly NodeId _random;
    private readonly List<List<Contact>> _results = [];
    private Lookup _current;

    /// <param name="known">Own contacts nearest to a key, so many.</param>
    /// <param name="random">32 random bytes as an id.</param>
    public RegionLookup(Region region, PeerId? wanted, NodeId self, Func<NodeId, int, IEnumerable<Contact>> known,
        LookupOptions options, RefusalCounts refusals, NodeId random, DateTimeOffset now)
    {
        Region = region;
        _wanted = wanted;
        _record = wanted is { } peer ? NodeId.Of(peer) : null;
        _self = self;
        _known = known;
        _options = options;
        _refusals = refusals;
        _random = random;
        _current = Begin(region.Key, now);
    }

    public Region Region { get; }

    public bool IsDone { get; private set; }

    /// <summary>Whether the key's surroundings were crowded.</summary>
    public bool WasCrowded { get; private set; }

    /// <summary>Queries sent so far.</summary>
    public int Queries { get; private set; }

    /// <summary>The newest verified record so far.</summary>
    public PeerRecord? Record { get; private set; }

    /// <inheritdoc cref="Lookup.NextTime"/>
    public DateTimeOffset NextTime => _current.NextTime;

    /// <summary>The nodes nearest to the key that answered, nearest first, at most k.</summary>
    public IReadOnlyList<Contact> Nearest => _results.Count == 0 ? [] : _results[0];

    /// <summary>Lets time pass.</summary>
    /// <returns>What is to be sent now.</returns>
    public List<LookupQuery> Next(DateTimeOffset now)
    {
        while (!IsDone)
        {
            var asked = _current.Next(now);
            Queries += asked.Count;
            if (!_current.IsDone) return [.. asked.Select(c => new LookupQuery(c, _current.Target, _record))];
            Finish();
            if (_probes.TryDequeue(out var probe)) _current = Begin(probe, now);
            else IsDone = true;
        }

        return [];
    }

    /// <inheritdoc cref="Lookup.Answered"/>
    public void Answered(LookupQuery query, IReadOnlyList<Contact> contacts, ReadOnlyMemory<byte>? record, DateTimeOffset now)
    {
        // A late answer to a lookup that has ended.
        if (IsDone || query.Near != _current.Target) return;
        _current.Answered(query.To, contacts, record, now);
    }

    /// <inheritdoc cref="Lookup.Failed"/>
    public void Failed(LookupQuery query)
    {
        if (query.Near == _current.Target) _current.Failed(query.To);
    }

    /// <summary>Where a record for the key is to be stored: at the k nearest, and when crowded, at the nodes of the whole
    /// region, from every part of it in turn.</summary>
    public List<Contact> Places()
    {
        if (!WasCrowded) return [.. Nearest];
        var places = new Dictionary<NodeId, Contact>();
        for (var rank = 0; rank < KademliaConstants.K; rank++)
        {
            foreach (var result in _results.Where(r => rank < r.Count && Region.Holds(r[rank].Id)))
            {
                if (places.Count < KademliaConstants.MaxStorePlaces) places.TryAdd(result[rank].Id, result[rank]);
            }
        }

        return [.. places.Values];
    }

    private Lookup Begin(NodeId target, DateTimeOffset now) => new(target, _wanted, _self,
        _known(target, Lookup.SeedsFor(_options.Paths)).Concat(_results.SelectMany(r => r)).DistinctBy(c => c.Id), _options, _refusals, now, Record);

    private void Finish()
    {
        Record = _current.Record ?? Record;
        _results.Add(_current.Nearest());
        if (_results.Count > 1 || !Region.IsCrowded(_results[0])) return;
        WasCrowded = true;
        _refusals.Passed(KademliaRefusal.CrowdedRegion);
        foreach (var probe in Region.Probes(_random)) _probes.Enqueue(probe);
    }
}
