namespace Cpc.Kademlia;

/// <summary>Why something was not taken. Each is counted in <see cref="RefusalCounts"/>; none is an exception, since a
/// peer can cause them. The numbers travel in answers to Store.</summary>
public enum KademliaRefusal
{
    None = 0,

    /// <summary>A contact that is this node itself.</summary>
    OwnId = 1,

    /// <summary>Liveness was not proved: it has never answered from this address.</summary>
    NotProved = 2,

    /// <summary>The bucket has two contacts of its /16 or /32.</summary>
    BucketDiversity = 3,

    /// <summary>The table has three contacts of its /16 or /32.</summary>
    TableDiversity = 4,

    /// <summary>The bucket is full of live contacts; the newcomer waits among the replacements.</summary>
    BucketFull = 5,

    /// <summary>A node that does not serve others is in no table.</summary>
    NotServing = 6,

    /// <summary>One path's shortlist has three contacts of its /16 or /32.</summary>
    LookupDiversity = 7,

    /// <summary>The same contact twice in one answer.</summary>
    DuplicateContact = 8,

    /// <summary>More contacts than asked for.</summary>
    TooManyContacts = 9,

    /// <summary>An answer from someone who was not asked, or has answered.</summary>
    NotAsked = 10,

    /// <summary>A lookup's queries are used up.</summary>
    QueryLimit = 11,

    /// <summary>More nodes near a key than the network can have there.</summary>
    CrowdedRegion = 12,

    /// <summary>Not one canonical CBOR item of the expected form.</summary>
    Malformed = 13,

    /// <summary>Larger than allowed.</summary>
    TooLarge = 14,

    /// <summary>A record of another identity than asked for.</summary>
    RecordIdentity = 15,

    /// <summary>A record whose signature does not verify.</summary>
    RecordSignature = 16,

    /// <summary>A record past its validity.</summary>
    RecordExpired = 17,

    /// <summary>A record whose validity begins in the future, by more than the clock skew.</summary>
    RecordNotYetValid = 18,

    /// <summary>A record that claims a longer life than two hours.</summary>
    RecordLife = 19,

    /// <summary>A record with a lower sequence than one known.</summary>
    RecordRolledBack = 20,

    /// <summary>Another record with the same sequence: its owner contradicts himself.</summary>
    RecordConflict = 21,

    /// <summary>A record brought by someone else than its owner.</summary>
    NotOwner = 22,

    /// <summary>A record whose key is far from this node.</summary>
    NotResponsible = 23,

    /// <summary>The store is full of records nearer to this node.</summary>
    StoreFull = 24,

    /// <summary>More requests than a contact may send.</summary>
    RateLimited = 25,

    /// <summary>A known contact at another address, while it still answers at the known one: whoever relays its datagrams
    /// would otherwise take its place.</summary>
    OtherAddress = 26,
}
