namespace Cpc.Kademlia;

/// <summary>
/// Where a network of this size has k nodes around a key. Ids can't be chosen but they can be drawn until one fits, so
/// that k of them surround a victim's key and hide its record. They are then far nearer than the network's density
/// allows; the record is stored in, and looked for in, the whole region instead of at the k nearest (Sridhar et al.,
/// "Content Censorship in the InterPlanetary File System", NDSS 2024, §VI).
/// </summary>
/// <param name="Radius">As a part of the key space, at most 1: a network of fewer than k nodes.</param>
public readonly record struct Region(NodeId Key, double Radius)
{
    private const int ProbeBits = 3; // 2^3 = RegionProbes

    /// <summary>Whether an id is within so many radii.</summary>
    public bool Holds(NodeId id, double radii = 1) => id.DistanceTo(Key).Fraction <= Radius * radii;

    /// <summary>Whether the k nearest are nearer than honest chance puts them.</summary>
    /// <param name="nearest">Those that answered, nearest first.</param>
    public bool IsCrowded(IReadOnlyList<Contact> nearest) => nearest.Count >= KademliaConstants.K && Radius < 1
        && nearest[KademliaConstants.K - 1].Id.DistanceTo(Key).Fraction * KademliaConstants.CrowdedFactor < Radius;

    /// <summary>Keys spread evenly over the region: one in each eighth.</summary>
    /// <param name="random">32 random bytes as an id: whoever crowds one key can't crowd the probes in advance.</param>
    public IEnumerable<NodeId> Probes(NodeId random)
    {
        var prefix = (int)Math.Floor(-Math.Log2(Radius));
        if (prefix > NodeId.Bits - ProbeBits) yield break;
        var within = Key.WithRest(prefix, random);
        for (var eighth = 0; eighth < KademliaConstants.RegionProbes; eighth++)
        {
            var probe = within;
            for (var bit = 0; bit < ProbeBits; bit++)
            {
                if ((eighth >> bit & 1) != 0) probe = probe.WithFlipped(prefix + bit);
            }

            yield return probe;
        }
    }
}
