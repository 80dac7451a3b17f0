using Cpc.Cryptography;
using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia;

/// <summary>
/// A node of the DHT without its sockets: table, store and what it knows of the network; requests and time in, answers
/// out. Used by one thread.
/// </summary>
/// <param name="alwaysServing">As <see cref="ServerMode"/> has it.</param>
public sealed class KademliaNode(PeerId peer, DateTimeOffset now, bool alwaysServing = false)
{
    private readonly RequestMeter _meter = new();
    private readonly RequestMeter _stores = new(KademliaConstants.StoresPerMinute / 60.0, KademliaConstants.StoreBurst);

    public PeerId Peer { get; } = peer;

    public NodeId Id { get; } = NodeId.Of(peer);

    public RoutingTable Table { get; } = new(NodeId.Of(peer));

    public RecordStore Store { get; } = new(NodeId.Of(peer));

    public NetworkSize Size { get; } = new();

    public ServerMode Mode { get; } = new(alwaysServing);

    public Schedule Schedule { get; } = new(now);

    /// <summary>The own record, which this node also hands out itself; null while it has none.</summary>
    public PeerRecord? OwnRecord { get; set; }

    public RefusalCounts Refusals { get; } = new();

    /// <summary>Answers a request.</summary>
    /// <param name="from">Authenticated.</param>
    /// <param name="isProved">Whether it has proved its address; until then its request may be a replay, and changes nothing.</param>
    /// <param name="room">How many bytes the answer may have; as many contacts as fit are in it, at most k.</param>
    /// <returns>Null when there is no answer: too many requests, a change that may be a replay, or this node does not serve
    /// and is asked for more than a sign of life.</returns>
    public KademliaAnswer? Answer(KademliaRequest request, Contact from, bool isProved, DateTimeOffset now, int room = MessageCodec.MaxAnswerSize)
    {
        if (!Refusals.Passed(_meter.Take(from.Peer, now))) return null;
        var changes = request is KademliaRequest.Store or KademliaRequest.Leave;
        if (changes && !Refusals.Passed(isProved ? KademliaRefusal.None : KademliaRefusal.NotProved)) return null;
        var serving = Mode.IsServing(now);
        switch (request)
        {
            case KademliaRequest.Leave:
                Table.Remove(from.Id, now);
                return new KademliaAnswer.Pong { Serving = serving };
            case KademliaRequest.Ping:
                return new KademliaAnswer.Pong { Serving = serving };
            case var _ when !serving:
                Refusals.Passed(KademliaRefusal.NotServing);
                return null;
            case KademliaRequest.FindNode find:
                return Found(find.Near, null, room, from.Id, now);
            case KademliaRequest.FindRecord find:
                return Found(find.Near, RecordOf(find.Key, now), room, from.Id, now);
            case KademliaRequest.Store store:
                var refusal = _stores.Take(from.Peer, now);
                if (refusal == KademliaRefusal.None) refusal = Store.Put(store.Record, from, Size.RegionOf(from.Id), now);
                Refusals.Passed(refusal);
                return new KademliaAnswer.Stored(refusal) { Serving = true };
            default:
                throw new ArgumentException("No request of this family.", nameof(request));
        }
    }

    /// <summary>A contact has answered a request of this node, from its address.</summary>
    public void Heard(Contact contact, bool serving, DateTimeOffset now) => Refusals.Passed(Table.Proved(contact, serving, now));

    /// <summary>Looks up a key for the table's or the size estimate's sake; crowds do not matter.</summary>
    public RegionLookup Explore(NodeId key, DateTimeOffset now)
    {
        Table.LookedUp(key, now);
        return new RegionLookup(new Region(key, 1), null, Id, Table.ClosestKnown, new LookupOptions { Paths = 1 }, Refusals, key, now);
    }

    /// <summary>Looks up nodes near a key to store at, or a record; a crowd there is seen through.</summary>
    /// <param name="random">32 random bytes as an id.</param>
    public RegionLookup Find(NodeId key, PeerId? wanted, LookupOptions options, NodeId random, DateTimeOffset now)
    {
        Table.LookedUp(key, now);
        return new RegionLookup(Size.RegionOf(key), wanted, Id, Table.ClosestKnown, options, Refusals, random, now);
    }

    private KademliaAnswer.Found Found(NodeId near, PeerRecord? record, int room, NodeId asking, DateTimeOffset now)
    {
        var encoded = record?.Encoded;
        var contacts = Table.Closest(near, KademliaConstants.K, now, asking);
        return new KademliaAnswer.Found(MessageCodec.Fit(contacts, room, encoded?.Length ?? 0), encoded) { Serving = true };
    }

    private PeerRecord? RecordOf(NodeId key, DateTimeOffset now) =>
        key != Id ? Store.Find(key, now) : OwnRecord is { } own && !own.IsExpired(now) ? own : null;
}
