namespace Cpc.Kademlia.Tests;

public class RoutingTableTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly Random _random = new(1);
    private readonly RoutingTable _table;
    private int _network;

    public RoutingTableTests() => _table = new RoutingTable(new TestIdentity(_random).Id);

    // A contact of a bucket, in a network of its own.
    private Contact In(int bucket, int? network = null)
    {
        while (true)
        {
            var identity = new TestIdentity(_random);
            if (identity.Id.DistanceTo(_table.Self).CommonPrefix == bucket) return identity.At(TestIdentity.Address(network ?? ++_network, 1 + _random.Next(60_000)));
        }
    }

    private List<Contact> Fill(int bucket, DateTimeOffset now)
    {
        var contacts = Enumerable.Range(0, KademliaConstants.K).Select(_ => In(bucket)).ToList();
        Assert.All(contacts, c => Assert.Equal(KademliaRefusal.None, _table.Proved(c, true, now)));
        return contacts;
    }

    [Fact]
    public void Itself_and_who_does_not_serve_are_refused()
    {
        var contact = In(0);
        Assert.Equal(KademliaRefusal.NotServing, _table.Proved(contact, false, Now));
        Assert.Equal(KademliaRefusal.None, _table.Proved(contact, true, Now));
        Assert.Equal(KademliaRefusal.NotServing, _table.Proved(contact, false, Now));
        Assert.Equal(0, _table.Count);
        var own = new TestIdentity(new Random(1));
        Assert.Equal(KademliaRefusal.OwnId, _table.Proved(own.At(TestIdentity.Address(1, 1)), true, Now));
    }

    [Fact]
    public void A_full_bucket_keeps_whom_it_has_and_remembers_ten_who_wait()
    {
        var first = Fill(0, Now);
        for (var i = 0; i < 30; i++) Assert.Equal(KademliaRefusal.BucketFull, _table.Proved(In(0), true, Now));
        Assert.Equal((0, KademliaConstants.K, KademliaConstants.ReplacementCacheSize), _table.Buckets.Single());
        Assert.Equal(first.Select(c => c.Id).ToHashSet(), _table.Contacts.Select(c => c.Id).ToHashSet());
    }

    [Fact]
    public void One_network_does_not_push_out_others_who_wait()
    {
        var first = Fill(0, Now);
        var honest = In(0);
        Assert.Equal(KademliaRefusal.BucketFull, _table.Proved(honest, true, Now));
        for (var i = 0; i < 30; i++) Assert.Equal(KademliaRefusal.BucketFull, _table.Proved(In(0, network: 9_999), true, Now));
        Assert.Equal((0, KademliaConstants.K, 1 + KademliaConstants.MaxPerPrefixInBucket), _table.Buckets.Single());
        foreach (var contact in first.Take(3))
        {
            _table.Failed(contact, Now);
            _table.Failed(contact, Now);
        }

        Assert.Contains(_table.Contacts, c => c.Id == honest.Id);
    }

    [Fact]
    public void A_contact_is_evicted_only_when_a_ping_fails_too_and_the_youngest_who_waits_takes_its_place()
    {
        var first = Fill(0, Now);
        var older = In(0);
        var younger = In(0);
        _table.Proved(older, true, Now);
        _table.Proved(younger, true, Now);
        _table.Failed(first[3], Now);
        Assert.Contains(_table.Contacts, c => c.Id == first[3].Id);
        Assert.Equal(first[3].Id, Assert.Single(_table.TakeDuePings(10, Now.AddSeconds(2))).Id);
        _table.Failed(first[3], Now);
        Assert.DoesNotContain(_table.Contacts, c => c.Id == first[3].Id);
        Assert.Contains(_table.Contacts, c => c.Id == younger.Id);
        Assert.Equal(KademliaConstants.K, _table.Count);
    }

    [Fact]
    public void Silence_at_an_address_or_key_that_is_not_the_known_one_evicts_nobody()
    {
        var contact = In(0);
        _table.Proved(contact, true, Now);
        var elsewhere = new Contact(contact.Peer, contact.NoiseStatic, contact.Address with { Port = 1 });
        var withAnotherKey = new Contact(contact.Peer, new TestIdentity(_random).NoiseStatic, contact.Address);
        for (var i = 0; i < KademliaConstants.FailuresToEvict; i++)
        {
            _table.Failed(elsewhere, Now);
            _table.Failed(withAnotherKey, Now);
        }

        Assert.Equal([contact], _table.Closest(_table.Self, 10, Now));
        // Twice at the known one does; an equal contact from another answer is the same claim.
        for (var i = 0; i < KademliaConstants.FailuresToEvict; i++) _table.Failed(new Contact(contact.Peer, contact.NoiseStatic.ToArray(), contact.Address), Now);
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void A_contact_that_answers_again_stays()
    {
        var contact = In(0);
        _table.Proved(contact, true, Now);
        for (var i = 0; i < 5; i++)
        {
            _table.Failed(contact, Now);
            Assert.Equal(KademliaRefusal.None, _table.Proved(contact, true, Now));
        }

        Assert.Equal(1, _table.Count);
    }

    [Fact]
    public void One_network_has_two_places_in_a_bucket_and_three_in_a_table()
    {
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(0, 5), true, Now));
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(0, 5), true, Now));
        Assert.Equal(KademliaRefusal.BucketDiversity, _table.Proved(In(0, 5), true, Now));
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(1, 5), true, Now));
        Assert.Equal(KademliaRefusal.TableDiversity, _table.Proved(In(2, 5), true, Now));
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(2, 6), true, Now));
    }

    [Fact]
    public void A_place_of_a_network_is_free_again_when_its_contact_leaves()
    {
        var contacts = new[] { In(0, 5), In(1, 5), In(2, 5) };
        Assert.All(contacts, c => Assert.Equal(KademliaRefusal.None, _table.Proved(c, true, Now)));
        Assert.Equal(KademliaRefusal.TableDiversity, _table.Proved(In(3, 5), true, Now));
        _table.Remove(contacts[0].Id, Now);
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(3, 5), true, Now));
    }

    [Fact]
    public void A_contact_that_moves_keeps_its_place_until_the_known_address_is_silent_and_is_judged_by_its_new_network()
    {
        var moving = new TestIdentity(_random);
        var (known, other) = (moving.At(TestIdentity.Address(1, 1)), moving.At(TestIdentity.Address(9_000, 1)));
        Assert.Equal(KademliaRefusal.None, _table.Proved(known, true, Now));
        Assert.True(_table.HasRoomFor(other));
        Assert.Equal(KademliaRefusal.OtherAddress, _table.Proved(other, true, Now));
        Assert.False(_table.HasRoomFor(other));
        Assert.Same(known, Assert.Single(_table.Contacts));
        var later = Now + KademliaConstants.QueryTimeout;
        Assert.Same(known, Assert.Single(_table.TakeDuePings(10, later)));
        _table.Failed(known, later);
        Assert.Equal(KademliaRefusal.None, _table.Proved(other, true, later));
        Assert.Same(other, Assert.Single(_table.Contacts));
        for (var bucket = 0; bucket < 3; bucket++) _table.Proved(In(bucket, 7), true, Now);
        _table.Failed(other, later);
        Assert.Equal(KademliaRefusal.TableDiversity, _table.Proved(moving.At(TestIdentity.Address(7, 1)), true, later));
        Assert.Contains(other, _table.Contacts);
    }

    [Fact]
    public void A_contact_that_is_alive_where_it_was_known_is_not_displaced_by_who_relays_it()
    {
        var moving = new TestIdentity(_random);
        var (known, relayed) = (moving.At(TestIdentity.Address(1, 1)), moving.At(TestIdentity.Address(9_000, 1)));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(KademliaRefusal.None, _table.Proved(known, true, Now));
            Assert.Equal(KademliaRefusal.OtherAddress, _table.Proved(relayed, true, Now));
        }

        Assert.Same(known, Assert.Single(_table.Closest(_table.Self, 10, Now)));
    }

    [Fact]
    public void A_contact_with_a_new_static_is_known_by_that()
    {
        var contact = In(0);
        _table.Proved(contact, true, Now);
        Assert.False(_table.HasRoomFor(contact));
        var renewed = new Contact(contact.Peer, new TestIdentity(_random).NoiseStatic, contact.Address);
        Assert.True(_table.HasRoomFor(renewed));
        Assert.Equal(KademliaRefusal.None, _table.Proved(renewed, true, Now));
        Assert.Same(renewed, Assert.Single(_table.Contacts));
    }

    [Fact]
    public void A_contact_that_moves_within_its_network_does_not_count_against_itself()
    {
        var moving = new TestIdentity(_random);
        var known = moving.At(TestIdentity.Address(5, 1));
        _table.Proved(known, true, Now);
        var bucket = moving.Id.DistanceTo(_table.Self).CommonPrefix;
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(bucket, 5), true, Now));
        Assert.Equal(KademliaRefusal.None, _table.Proved(In(bucket + 1, 5), true, Now));
        _table.Failed(known, Now);
        Assert.Equal(KademliaRefusal.None, _table.Proved(moving.At(TestIdentity.Address(5, 2)), true, Now));
        Assert.Equal(KademliaRefusal.TableDiversity, _table.Proved(In(bucket + 2, 5), true, Now));
    }

    [Fact]
    public void The_nearest_are_those_that_a_search_through_all_finds()
    {
        for (var i = 0; i < 2_000; i++) _table.Proved(new TestIdentity(_random).At(TestIdentity.Address(1 + i, 1)), true, Now);
        var all = _table.Contacts.ToList();
        var targets = Enumerable.Range(0, 200).Select(_ => new TestIdentity(_random).Id).Concat(all.Take(20).Select(c => c.Id)).Append(_table.Self)
            .Concat(Enumerable.Range(0, 256).Select(i => _table.Self.WithFlipped(i)));
        foreach (var target in targets)
        {
            var expected = all.OrderBy(c => c.Id.DistanceTo(target)).Take(KademliaConstants.K).Select(c => c.Id);
            Assert.Equal(expected, _table.Closest(target, KademliaConstants.K, Now).Select(c => c.Id));
            Assert.Equal(expected, _table.ClosestKnown(target, KademliaConstants.K).Select(c => c.Id));
        }
    }

    [Fact]
    public void Only_who_was_heard_lately_and_has_not_failed_is_passed_on()
    {
        var (alive, failing, silent) = (In(0), In(0), In(0));
        _table.Proved(silent, true, Now);
        var later = Now + KademliaConstants.LivenessLife + TimeSpan.FromSeconds(1);
        _table.Proved(alive, true, later);
        _table.Proved(failing, true, later);
        _table.Failed(failing, later);
        Assert.Equal([alive.Id], _table.Closest(_table.Self, 10, later).Select(c => c.Id));
        Assert.Empty(_table.Closest(_table.Self, 10, later, except: alive.Id));
        Assert.Equal(3, _table.ClosestKnown(_table.Self, 10).Count);
    }

    [Fact]
    public void Silent_contacts_are_pinged_and_not_more_often_than_needed()
    {
        Fill(0, Now);
        Assert.Empty(_table.TakeDuePings(100, Now + KademliaConstants.PingInterval - TimeSpan.FromSeconds(1)));
        var due = Now + KademliaConstants.PingInterval;
        Assert.Equal(7, _table.TakeDuePings(7, due).Count);
        Assert.Equal(13, _table.TakeDuePings(100, due).Count);
        Assert.Empty(_table.TakeDuePings(100, due.AddSeconds(10)));
    }

    [Fact]
    public void One_who_joins_looks_into_the_buckets_beyond_its_k_nearest()
    {
        _table.Proved(In(1), true, Now);
        Assert.Equal(2, _table.Depth);
        Fill(4, Now);
        _table.Proved(In(7), true, Now);
        Assert.Equal(5, _table.Depth);
    }

    [Fact]
    public void A_bucket_without_lookups_is_refreshed_with_an_id_of_its_own()
    {
        Fill(0, Now);
        _table.Proved(In(3), true, Now);
        Assert.Empty(_table.DueRefreshes(Now));
        var due = Now + KademliaConstants.RefreshInterval;
        Assert.Equal([0, 1, 2, 3], _table.DueRefreshes(due).Union([1, 2]).Order());
        _table.LookedUp(_table.Self.WithFlipped(0), due);
        Assert.DoesNotContain(0, _table.DueRefreshes(due));
        for (var bucket = 0; bucket < 256; bucket++)
            Assert.Equal(bucket, _table.RefreshTarget(bucket, new TestIdentity(_random).Id).DistanceTo(_table.Self).CommonPrefix);
    }
}
