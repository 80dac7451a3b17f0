namespace Cpc.Kademlia;

/// <summary>Why something was not taken. Each is counted in <see cref="RefusalCounts"/>; none is an exception, since a
/// peer can cause them.</summary>
public enum KademliaRefusal
{
    None = 0,

    /// <summary>A contact that is this node itself.</summary>
    OwnId,

    /// <summary>Liveness was not proved: it has never answered from this address.</summary>
    NotProved,

    /// <summary>The bucket has two contacts of its /16 or /32.</summary>
    BucketDiversity,

    /// <summary>The table has three contacts of its /16 or /32.</summary>
    TableDiversity,

    /// <summary>The bucket is full of live contacts; the newcomer waits among the replacements.</summary>
    BucketFull,

    /// <summary>A node that does not serve others is in no table.</summary>
    NotServing,

    /// <summary>One path's shortlist has three contacts of its /16 or /32.</summary>
    LookupDiversity,

    /// <summary>The same contact twice in one answer.</summary>
    DuplicateContact,

    /// <summary>More contacts than asked for.</summary>
    TooManyContacts,

    /// <summary>An answer from someone who was not asked, or has answered.</summary>
    NotAsked,

    /// <summary>A lookup's queries are used up.</summary>
    QueryLimit,

    /// <summary>More nodes near a key than the network can have there.</summary>
    CrowdedRegion,

    /// <summary>Not one canonical CBOR item of the expected form.</summary>
    Malformed,

    /// <summary>Larger than allowed.</summary>
    TooLarge,

    /// <summary>A record of another identity than asked for.</summary>
    RecordIdentity,

    /// <summary>A record whose signature does not verify.</summary>
    RecordSignature,

    /// <summary>A record past its validity.</summary>
    RecordExpired,

    /// <summary>A record whose validity begins in the future, by more than the clock skew.</summary>
    RecordNotYetValid,

    /// <summary>A record that claims a longer life than two hours.</summary>
    RecordLife,

    /// <summary>A record with a lower sequence than one known.</summary>
    RecordRolledBack,

    /// <summary>Another record with the same sequence: its owner contradicts himself.</summary>
    RecordConflict,

    /// <summary>A record brought by someone else than its owner.</summary>
    NotOwner,

    /// <summary>A record whose key is far from this node.</summary>
    NotResponsible,

    /// <summary>The store is full of records nearer to this node.</summary>
    StoreFull,

    /// <summary>More requests than a contact may send.</summary>
    RateLimited,
}
