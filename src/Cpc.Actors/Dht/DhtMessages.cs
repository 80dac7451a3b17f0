using System.Net;
using Akka.Actor;
using Cpc.Cryptography;
using Cpc.Kademlia;

namespace Cpc.Actors.Dht;

/// <summary>Finds an identity's record; answered by <see cref="PeerFound"/>.</summary>
/// <param name="Paths">1 to 8; 8 for a partner who is to be paid.</param>
internal sealed record FindPeer(PeerId Peer, int Paths = KademliaConstants.DisjointPaths);

/// <param name="Record">Null when there is none, or too many lookups are under way.</param>
/// <param name="Refusals">What the answers contained that was not taken.</param>
internal sealed record PeerFound(PeerId Peer, PeerRecord? Record, int Queries, IReadOnlyDictionary<KademliaRefusal, long> Refusals)
{
    /// <summary>Records that were handed out and refused: forged, old or contradicting ones.</summary>
    public long RefusedRecords => Refusals.Where(r => r.Key is >= KademliaRefusal.RecordIdentity and <= KademliaRefusal.RecordConflict).Sum(r => r.Value);

    public static PeerFound Nothing(PeerId peer) => new(peer, null, 0, new Dictionary<KademliaRefusal, long>());
}

/// <summary>Somebody told of a node that helps to begin: it is asked for its static, then whether it is alive.</summary>
internal sealed record MeetNode(PeerId Peer, IPEndPoint EndPoint);

/// <summary>The socket is bound.</summary>
internal sealed record BeginDht
{
    public static readonly BeginDht Instance = new();
}

/// <summary>A peer has reached this node by itself.</summary>
internal sealed record ReachedFromOutside
{
    public static readonly ReachedFromOutside Instance = new();
}

/// <summary>Answered by a list of <see cref="DhtContact"/>.</summary>
internal sealed record GetDhtContacts
{
    public static readonly GetDhtContacts Instance = new();
}

/// <param name="CommonPrefix">Bits that its id has in common with the own: its bucket.</param>
internal sealed record DhtContact(Contact Contact, int CommonPrefix);

/// <summary>Says good-bye to all contacts; answered by <see cref="DhtLeft"/>.</summary>
internal sealed record LeaveDht
{
    public static readonly LeaveDht Instance = new();
}

internal sealed record DhtLeft(int Contacts);

/// <summary>Answered by <see cref="DhtStatus"/>.</summary>
internal sealed record GetDhtStatus
{
    public static readonly GetDhtStatus Instance = new();
}

/// <param name="Nodes">The network's estimated size; null before the first estimate.</param>
/// <param name="Own">The own record as last published; null before that.</param>
internal sealed record DhtStatus(NodeId Id, bool Serving, int Contacts, int Records, double? Nodes, int Lookups, PeerRecord? Own, IReadOnlyDictionary<KademliaRefusal, long> Refusals)
{
    /// <summary>Datagrams that were refused, by reason.</summary>
    public IReadOnlyDictionary<string, long> Datagrams { get; init; } = new Dictionary<string, long>();

    /// <summary>The own record is out, and valid.</summary>
    public bool IsPublished => Own is not null;
}

/// <summary>From a lookup: ask this.</summary>
internal sealed record AskNode(LookupQuery Query);

/// <summary>To a lookup: an answer.</summary>
internal sealed record NodeAnswered(LookupQuery Query, IReadOnlyList<Contact> Contacts, ReadOnlyMemory<byte>? Record);

/// <summary>To a lookup: no answer.</summary>
internal sealed record NodeFailed(LookupQuery Query);

/// <summary>From a lookup: it has ended.</summary>
internal sealed record LookupEnded(LookupPurpose Purpose, RegionLookup Lookup, RefusalCounts Refusals);

/// <summary>What a lookup is for.</summary>
internal abstract record LookupPurpose
{
    private LookupPurpose()
    {
    }

    public sealed record Join : LookupPurpose;

    public sealed record Refresh : LookupPurpose;

    public sealed record Measure(NodeId Key) : LookupPurpose;

    public sealed record Publish(PeerRecord Record) : LookupPurpose;

    public sealed record Find(PeerId Peer, IActorRef Asker) : LookupPurpose;
}
