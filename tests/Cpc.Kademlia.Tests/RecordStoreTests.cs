namespace Cpc.Kademlia.Tests;

public class RecordStoreTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly Random _random = new(1);
    private readonly TestIdentity _self;
    private readonly TestIdentity _owner;
    private int _network;

    public RecordStoreTests()
    {
        _self = new TestIdentity(_random);
        _owner = new TestIdentity(_random);
    }

    // Each in a network of its own.
    private Contact At(TestIdentity owner) => owner.At(TestIdentity.Address(++_network, 1));

    private static Region Everywhere(TestIdentity owner) => new(owner.Id, 1);

    [Fact]
    public void An_owner_stores_replaces_and_does_not_roll_back()
    {
        var store = new RecordStore(_self.Id);
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(1, Now).Encoded, At(_owner), Everywhere(_owner), Now));
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(3, Now).Encoded, At(_owner), Everywhere(_owner), Now));
        Assert.Equal(KademliaRefusal.RecordRolledBack, store.Put(_owner.Record(2, Now).Encoded, At(_owner), Everywhere(_owner), Now));
        Assert.Equal(3u, store.Find(_owner.Id, Now)?.Sequence);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Nobody_stores_for_another()
    {
        var store = new RecordStore(_self.Id);
        Assert.Equal(KademliaRefusal.NotOwner, store.Put(_owner.Record(1, Now).Encoded, At(_self), Everywhere(_owner), Now));
        Assert.Null(store.Find(_owner.Id, Now));
    }

    [Fact]
    public void A_key_far_from_this_node_is_refused()
    {
        var store = new RecordStore(_self.Id);
        var distance = _owner.Id.DistanceTo(_self.Id).Fraction;
        Assert.Equal(KademliaRefusal.NotResponsible, store.Put(_owner.Record(1, Now).Encoded, At(_owner), new Region(_owner.Id, distance / 4.1), Now));
        Assert.Equal(KademliaRefusal.None, store.Put(_owner.Record(1, Now).Encoded, At(_owner), new Region(_owner.Id, distance / 3.9), Now));
    }

    [Fact]
    public void A_full_store_keeps_the_nearest()
    {
        var store = new RecordStore(_self.Id, maxRecords: 10);
        var owners = Enumerable.Range(0, 100).Select(_ => new TestIdentity(_random)).ToList();
        var refused = owners.Count(o => store.Put(o.Record(1, Now).Encoded, At(o), Everywhere(o), Now) == KademliaRefusal.StoreFull);
        Assert.Equal(10, store.Count);
        Assert.InRange(refused, 1, 90);
        Assert.All(owners.OrderBy(o => o.Id.DistanceTo(_self.Id)).Take(10), o => Assert.NotNull(store.Find(o.Id, Now)));
    }

    [Fact]
    public void An_expired_record_is_not_handed_out_and_then_dropped()
    {
        var store = new RecordStore(_self.Id);
        store.Put(_owner.Record(1, Now).Encoded, At(_owner), Everywhere(_owner), Now);
        var late = Now.AddHours(2) + KademliaConstants.ClockSkew;
        Assert.NotNull(store.Find(_owner.Id, late));
        Assert.Equal(0, store.Expire(late));
        Assert.Null(store.Find(_owner.Id, late.AddSeconds(1)));
        Assert.Equal(1, store.Expire(late.AddSeconds(1)));
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void Identities_drawn_near_a_holder_displace_those_of_their_own_network_only()
    {
        var store = new RecordStore(_self.Id, maxRecords: 10);
        var owners = Enumerable.Range(0, 6).Select(_ => new TestIdentity(_random)).ToList();
        Assert.All(owners, o => Assert.Equal(KademliaRefusal.None, store.Put(o.Record(1, Now).Encoded, At(o), Everywhere(o), Now)));
        var drawn = Enumerable.Range(0, 300).Select(_ => new TestIdentity(_random)).OrderByDescending(o => o.Id.DistanceTo(_self.Id)).ToList();
        // Each nearer than all before.
        foreach (var sybil in drawn) store.Put(sybil.Record(1, Now).Encoded, sybil.At(TestIdentity.Address(9_000, 1)), Everywhere(sybil), Now);
        Assert.All(owners, o => Assert.NotNull(store.Find(o.Id, Now)));
        Assert.Equal(10, store.Count);
        // And they give way to whoever comes from elsewhere, near or far, until they have no more than others.
        var late = Enumerable.Range(0, 3).Select(_ => new TestIdentity(_random)).ToList();
        Assert.All(late, o => Assert.Equal(KademliaRefusal.None, store.Put(o.Record(1, Now).Encoded, At(o), Everywhere(o), Now)));
        Assert.All(owners.Concat(late), o => Assert.NotNull(store.Find(o.Id, Now)));
        var farthest = owners.Concat(late).Max(o => o.Id.DistanceTo(_self.Id));
        TestIdentity far;
        do far = new TestIdentity(_random);
        while (far.Id.DistanceTo(_self.Id) <= farthest);
        Assert.Equal(KademliaRefusal.StoreFull, store.Put(far.Record(1, Now).Encoded, At(far), Everywhere(far), Now));
    }

    [Fact]
    public void What_a_refusal_without_verifying_suffices_for_is_refused_so()
    {
        var forged = _owner.Record(1, Now).Encoded.ToArray();
        forged[^1] ^= 1;
        var store = new RecordStore(_self.Id);
        Assert.Equal(KademliaRefusal.NotResponsible, store.Put(forged, At(_owner), new Region(_owner.Id, 1e-9), Now));
        Assert.Equal(KademliaRefusal.RecordSignature, store.Put(forged, At(_owner), Everywhere(_owner), Now));
        Assert.Equal(0, store.Count);
    }
}
