namespace Cpc.Kademlia;

/// <summary>The values of the network. All nodes share k, sizes and lives; the others are a node's own policy.</summary>
public static class KademliaConstants
{
    /// <summary>k: contacts in a bucket, in an answer, and holders of a record. With 20 the chance that all holders of
    /// a record leave between two publications is negligible, and two decades of public networks used it.</summary>
    public const int K = 20;

    /// <summary>α: queries of a lookup under way at once. Three hide one slow node; more waste messages.</summary>
    public const int Alpha = 3;

    /// <summary>d: disjoint paths of an ordinary lookup (S/Kademlia §4.4). Four find a record in 99 % of lookups with a
    /// fifth of the network lying and a third of the rest dead (docs/benchmarks/kademlia.md).</summary>
    public const int DisjointPaths = 4;

    /// <summary>Most disjoint paths: with more, paths would have fewer than two contacts to begin with.</summary>
    public const int MaxDisjointPaths = 8;

    /// <summary>Candidates kept for a full bucket: enough to refill half of it after an outage.</summary>
    public const int ReplacementCacheSize = 10;

    /// <summary>Most contacts of one bucket from one /16 (IPv4) or /32 (IPv6): a tenth, so that whoever rents one
    /// network can't fill a bucket.</summary>
    public const int MaxPerPrefixInBucket = 2;

    /// <summary>Most contacts of a table, or of one path's shortlist, from one /16 or /32.</summary>
    public const int MaxPerPrefixInTable = 3;

    /// <summary>Answers of the k nearest that suffice where a record is wanted and others are gone: with fewer, contacts
    /// invented by a liar could take the place of the record's holders.</summary>
    public const int AnswersForRecord = K / 2;

    /// <summary>Of the k nearest, so many are asked when half of them agree on a fresh record: a newer one, published
    /// early, would lie at all of them.</summary>
    public const int AnswersWhenAgreed = 3 * K / 4;

    /// <summary>How often a lookup that finds no fresh record begins anew with contacts it has not asked: twice more. Where the
    /// record exists, that is rare; where not, the nearest nodes have answered already and it costs few messages.</summary>
    public const int MaxRounds = 3;

    /// <summary>Contacts not yet asked that a path of a lookup remembers: three answers' worth. Beyond, the network with the
    /// most gives way, its farthest first.</summary>
    public const int MaxShortlist = 3 * K;

    /// <summary>Most queries of one lookup: several times what an honest network needs, so that contacts invented by
    /// liars can't keep it busy.</summary>
    public const int MaxQueriesPerLookup = 200;

    /// <summary>Most queries of one path: a path led astray must leave some to the others, and the longest honest one, in
    /// search of k live nodes among dead ones, needs half as many.</summary>
    public const int MaxQueriesPerPath = 3 * K;

    /// <summary>Most nodes that get a record when the region of its key is crowded (see Region).</summary>
    public const int MaxStorePlaces = 5 * K;

    /// <summary>So many times nearer than expected, the k nearest are a crowd: by chance once in 4,000 keys.</summary>
    public const double CrowdedFactor = 2.5;

    /// <summary>A node keeps records as far away as so many radii of its region: its estimate of the network's size may
    /// be wrong by half, and its neighbours' the other way.</summary>
    public const double ResponsibleFactor = 4;

    /// <summary>Lookups whose density makes the estimate of the network's size; the median of 16 stands until half of
    /// them, at random keys, are manipulated.</summary>
    public const int SizeSamples = 16;

    /// <summary>Keys that are looked up in addition when a region is crowded: evenly spread over it, so that an honest
    /// node of it is near one of them.</summary>
    public const int RegionProbes = 8;

    /// <summary>Largest encoded peer record in bytes: it fits into one datagram with everything around it.</summary>
    public const int MaxRecordSize = 1024;

    /// <summary>Most addresses and relays of a record.</summary>
    public const int MaxAddresses = 8;

    /// <inheritdoc cref="MaxAddresses"/>
    public const int MaxRelays = 3;

    /// <summary>Largest Noise static record within a peer record (protocol.md §1).</summary>
    public const int MaxStaticRecordSize = 256;

    /// <summary>Records a node keeps for others: 4 MiB at most. 20 holders of 20 neighbours' records need 20; a crowded
    /// region a few hundred.</summary>
    public const int MaxStoredRecords = 4096;

    /// <summary>Contacts saved for the next start: a bucket's worth for each of the three farthest buckets.</summary>
    public const int MaxSeeds = 3 * K;

    /// <summary>Requests of one contact in a second, and the most at once. An honest contact sends one or two for each of
    /// its lookups that comes by; answering 100 takes half a percent of a processor.</summary>
    public const int RequestsPerSecond = 100;

    /// <inheritdoc cref="RequestsPerSecond"/>
    public const int RequestBurst = 200;

    /// <summary>Records of one contact that are verified in a minute, and the most at once: it publishes every half hour, and
    /// anew when its address changes.</summary>
    public const int StoresPerMinute = 2;

    /// <inheritdoc cref="StoresPerMinute"/>
    public const int StoreBurst = 10;

    /// <summary>Contacts whose requests are metered at once; 100 bytes each.</summary>
    public const int MaxMetered = 4096;

    /// <summary>Pings the schedule hands out at once: no burst after a pause.</summary>
    public const int PingsAtOnce = 10;

    /// <summary>Samples before there is an estimate: the median of three stands when one of them is a liar's.</summary>
    public const int MinSizeSamples = 3;

    /// <summary>Samples of the network's size at the start: their median is within a quarter of the truth.</summary>
    public const int FirstMeasurements = 4;

    /// <summary>Consecutive failures after which a contact is evicted: a query or ping, and the ping that follows it. One
    /// lost datagram is no reason to forget a contact of weeks.</summary>
    public const int FailuresToEvict = 2;

    /// <summary>Life of a record: what a dead node leaves behind is gone after it.</summary>
    public static readonly TimeSpan RecordLife = TimeSpan.FromHours(2);

    /// <summary>How often a node that knows nobody asks its bootstrap nodes.</summary>
    public static readonly TimeSpan JoinInterval = TimeSpan.FromSeconds(10);

    /// <summary>Between the first samples: whoever joins with us has joined then.</summary>
    public static readonly TimeSpan FirstMeasureInterval = TimeSpan.FromSeconds(10);

    /// <summary>How often the network's size is sampled, after four samples at the start: networks grow slowly, and a
    /// sample costs as much as a lookup.</summary>
    public static readonly TimeSpan MeasureInterval = TimeSpan.FromMinutes(15);

    /// <summary>How often an own record is published: three publications may fail before it expires.</summary>
    public static readonly TimeSpan RepublishInterval = TimeSpan.FromMinutes(30);

    /// <summary>A record older than this has a successor, or its owner is gone: the interval of publication and what a
    /// publication itself takes.</summary>
    public static readonly TimeSpan FreshFor = RepublishInterval + TimeSpan.FromSeconds(15);

    /// <summary>Clock difference tolerated, as everywhere in cpc (protocol.md §1).</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(300);

    /// <summary>A bucket without a lookup for so long is refreshed with a lookup of a random id in it.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    /// <summary>A contact not heard for so long is pinged. A NAT forgets a mapping of a running flow after minutes.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromMinutes(15);

    /// <summary>A contact not heard for so long is not passed on: its liveness is no longer proved.</summary>
    public static readonly TimeSpan LivenessLife = TimeSpan.FromMinutes(30);

    /// <summary>How often expired records are looked for.</summary>
    public static readonly TimeSpan ExpiryInterval = TimeSpan.FromMinutes(1);

    /// <summary>How often seeds are saved.</summary>
    public static readonly TimeSpan SeedInterval = TimeSpan.FromMinutes(10);

    /// <summary>Reachable for so long without a break, a node serves others: short visits would make tables stale.</summary>
    public static readonly TimeSpan ServerAfter = TimeSpan.FromMinutes(20);

    /// <summary>An unanswered query no longer counts as under way after this time; its answer is still welcome. Three
    /// times a continental round trip.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>But not before this time, however near the network is: a collection of garbage takes as long.</summary>
    public static readonly TimeSpan SlowAtLeast = TimeSpan.FromMilliseconds(25);

    /// <summary>An unanswered query has failed after this time.</summary>
    public static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A lookup ends after this time with what it has.</summary>
    public static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(60);
}
