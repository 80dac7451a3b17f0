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

    /// <summary>The nearest contact not yet asked by anybody, if it is among the k nearest that may still answer.</summary>
    /// <param name="forRecord">A record lies at those that were the k nearest when it was stored. Where one of them is
    /// gone, a farther one does not have it either: k/2 answers are enough. Where nodes are wanted, k answers
    /// are.</param>
    /// <returns>Null when those have all been asked: the path is at its end, unless an answer brings nearer ones.</returns>
    public Candidate? Next(bool forRecord)
    {
        var (live, gone) = (0, 0);
        foreach (var candidate in _shortlist)
        {
            switch (candidate.State)
            {
                case QueryState.Known: return candidate;
                case QueryState.Disproved: continue;
                case QueryState.Failed or QueryState.Slow: gone++; break;
                default: live++; break;
            }

            if (live >= KademliaConstants.K) return null;
            if (forRecord && live >= KademliaConstants.AnswersForRecord && live + gone >= KademliaConstants.K) return null;
        }

        return null;
    }
}
