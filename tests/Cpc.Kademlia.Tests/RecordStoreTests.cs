namespace Cpc.Kademlia.Tests;

public class RecordStoreTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly Random _random = new(1);
    private readonly TestIdentity _self;
    private readonly TestIdentity _owner;

    public RecordStoreTests()
    {
        _self = new TestIdentity(_random);
        _owner = new TestIdentity(_random);
    }

    private static Region Everywhere(TestIdentity owner) => new(owner.Id, 1);

    [Fact]
    public void An_owner_stores_replaces_and_does_not_roll_back()
    {
        var store = new RecordStore(_self.Id);
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(1, Now).Encoded, _owner.Peer, Everywhere(_owner), Now));
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(3, Now).Encoded, _owner.Peer, Everywhere(_owner), Now));
        Assert.Equal(KademliaRefusal.RecordRolledBack, store.Put(_owner.Record(2, Now).Encoded, _owner.Peer, Everywhere(_owner), Now));
        Assert.Equal(3u, store.Find(_owner.Peer, Now)?.Sequence);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Nobody_stores_for_another()
    {
        var store = new RecordStore(_self.Id);
        Assert.Equal(KademliaRefusal.NotOwner, store.Put(_owner.Record(1, Now).Encoded, _self.Peer, Everywhere(_owner), Now));
        Assert.Null(store.Find(_owner.Peer, Now));
    }

    [Fact]
    public void A_key_far_from_this_node_is_refused()
    {
        var store = new RecordStore(_self.Id);
        var distance = _owner.Id.DistanceTo(_self.Id).Fraction;
        Assert.Equal(KademliaRefusal.NotResponsible, store.Put(_owner.Record(1, Now).Encoded, _owner.Peer, new Region(_owner.Id, distance / 4.1), Now));
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(1, Now).Encoded, _owner.Peer, new Region(_owner.Id, distance / 3.9), Now));
    }

    [Fact]
    public void A_full_store_keeps_the_nearest()
    {
        var store = new RecordStore(_self.Id, maxRecords: 10);
        var owners = Enumerable.Range(0, 100).Select(_ => new TestIdentity(_random)).ToList();
        var refused = owners.Count(o => store.Put(o.Record(1, Now).Encoded, o.Peer, Everywhere(o), Now) == KademliaRefusal.StoreFull);
        Assert.Equal(10, store.Count);
        Assert.InRange(refused, 1, 90);
        Assert.All(owners.OrderBy(o => o.Id.DistanceTo(_self.Id)).Take(10), o => Assert.NotNull(store.Find(o.Peer, Now)));
    }

    [Fact]
    public void An_expired_record_is_not_handed_out_and_then_dropped()
    {
        var store = new RecordStore(_self.Id);
        store.Put(_owner.Record(1, Now).Encoded, _owner.Peer, Everywhere(_owner), Now);
        var late = Now.AddHours(2) + KademliaConstants.ClockSkew;
        Assert.NotNull(store.Find(_owner.Peer, late));
        Assert.Equal(0, store.Expire(late));
        Assert.Null(store.Find(_owner.Peer, late.AddSeconds(1)));
        Assert.Equal(1, store.Expire(late.AddSeconds(1)));
        Assert.Equal(0, store.Count);
    }
}
