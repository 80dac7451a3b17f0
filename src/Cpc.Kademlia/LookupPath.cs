namespace Cpc.Kademlia;

/// <summary>
/// One of the disjoint paths of a lookup (S/Kademlia §4.4): it knows only what its own contacts told it, and asks nobody
/// whom another path asked. So a liar leads one path astray, not the others.
/// </summary>
internal sealed class LookupPath
{
    private readonly List<Candidate> _shortlist = [];

    /// <summary>Queries under way that still hold a place of α.</summary>
    public int UnderWay { get; set; }

    /// <summary>Queries of this path so far.</summary>
    public int Queries { get; set; }

    /// <summary>Takes a candidate into the shortlist, at its place by distance.</summary>
    public void Add(Candidate candidate)
    {
        _shortlist.RemoveAll(c => c.State == QueryState.Disproved);
        if (candidate.State == QueryState.Disproved || _shortlist.Contains(candidate)) return;
        var at = _shortlist.FindLastIndex(c => c.Distance <= candidate.Distance) + 1;
        _shortlist.Insert(at, candidate);
        if (_shortlist.Count(c => c.State == QueryState.Known) > KademliaConstants.MaxShortlist) _shortlist.Remove(Surplus());
    }

    /// <summary>The nearest contact not yet asked by anybody, if it is worth a question.</summary>
    /// <param name="answers">So many of the nearest are asked, those that are gone not counted.</param>
    /// <param name="withGone">Or so many with those that are gone, if <see cref="KademliaConstants.AnswersForRecord"/> are
    /// not.</param>
    /// <param name="farthest">And nobody farther than this, if given.</param>
    /// <param name="refusals">Counts those of a network that has its share already.</param>
    /// <returns>Null when there is none: the path is at its end, unless an answer brings nearer ones.</returns>
    public Candidate? Next(int answers, int withGone, Distance? farthest, RefusalCounts refusals)
    {
        var (live, gone) = (0, 0);
        foreach (var candidate in _shortlist)
        {
            switch (candidate.State)
            {
                case QueryState.Known when farthest is { } limit && candidate.Distance > limit:
                    return null;
                case QueryState.Known when HasItsShare(candidate):
                    if (!candidate.IsSurplus) refusals.Passed(KademliaRefusal.LookupDiversity);
                    candidate.IsSurplus = true;
                    continue;
                case QueryState.Known: return candidate;
                case QueryState.Disproved: continue;
                case QueryState.Failed or QueryState.Slow: gone++; break;
                default: live++; break;
            }

            if (live >= answers || (live >= KademliaConstants.AnswersForRecord && live + gone >= withGone)) return null;
        }

        return null;
    }

    // Counted are those asked: what was only named, or did not answer, takes no one's place.
    private bool HasItsShare(Candidate candidate) => _shortlist.Count(c => c.State is QueryState.Asked or QueryState.Slow or QueryState.Answered
        && c.Contact.Address.Prefix == candidate.Contact.Address.Prefix) >= KademliaConstants.MaxPerPrefixInTable;

    // The farthest of the network with most, so that one network's inventions push out its own.
    private Candidate Surplus() => _shortlist.Where(c => c.State == QueryState.Known).GroupBy(c => c.Contact.Address.Prefix)
        .Select(g => (Count: g.Count(), Farthest: g.MaxBy(c => c.Distance)!)).OrderByDescending(g => g.Count).ThenByDescending(g => g.Farthest.Distance).First().Farthest;
}
