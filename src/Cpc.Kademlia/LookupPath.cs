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

    /// <summary>Takes a candidate into the shortlist, at its place by distance.</summary>
    public KademliaRefusal Add(Candidate candidate)
    {
        var at = 0;
        var ofPrefix = 0;
        for (var i = 0; i < _shortlist.Count; i++)
        {
            var other = _shortlist[i];
            if (ReferenceEquals(other, candidate)) return KademliaRefusal.None;
            if (other.Distance <= candidate.Distance) at = i + 1;
            // What did not answer takes no one's place.
            if (other.State is not (QueryState.Failed or QueryState.Disproved) && other.Contact.Address.Prefix == candidate.Contact.Address.Prefix) ofPrefix++;
        }

        if (ofPrefix >= KademliaConstants.MaxPerPrefixInTable) return KademliaRefusal.LookupDiversity;
        if (at >= KademliaConstants.MaxShortlist) return KademliaRefusal.None;
        _shortlist.Insert(at, candidate);
        if (_shortlist.Count > KademliaConstants.MaxShortlist) _shortlist.RemoveAt(_shortlist.Count - 1);
        return KademliaRefusal.None;
    }

    /// <summary>The nearest contact not yet asked by anybody, if it is worth a question.</summary>
    /// <param name="answers">So many of the nearest are asked, those that are gone not counted.</param>
    /// <param name="withGone">Or so many with those that are gone, if <see cref="KademliaConstants.AnswersForRecord"/> are
    /// not.</param>
    /// <param name="farthest">And nobody farther than this, if given.</param>
    /// <returns>Null when there is none: the path is at its end, unless an answer brings nearer ones.</returns>
    public Candidate? Next(int answers, int withGone, Distance? farthest)
    {
        var (live, gone) = (0, 0);
        foreach (var candidate in _shortlist)
        {
            switch (candidate.State)
            {
                case QueryState.Known: return farthest is { } limit && candidate.Distance > limit ? null : candidate;
                case QueryState.Disproved: continue;
                case QueryState.Failed or QueryState.Slow: gone++; break;
                default: live++; break;
            }

            if (live >= answers || (live >= KademliaConstants.AnswersForRecord && live + gone >= withGone)) return null;
        }

        return null;
    }
}
