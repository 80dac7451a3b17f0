using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests;

/// <summary>Serving, seeds, the schedule, metering and leaving.</summary>
public class NodeHabitsTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly Random _random = new(1);

    private Contact Any() => new TestIdentity(_random).At(TestIdentity.Address(1 + _random.Next(57_000), 1));

    [Fact]
    public void A_node_serves_after_twenty_minutes_of_being_reachable_without_a_break()
    {
        var mode = new ServerMode();
        Assert.False(mode.IsServing(Now.AddDays(1)));
        mode.Reachable(Now);
        mode.Reachable(Now.AddMinutes(10));
        Assert.False(mode.IsServing(Now.AddMinutes(20).AddSeconds(-1)));
        Assert.True(mode.IsServing(Now.AddMinutes(20)));
        mode.Unreachable();
        Assert.False(mode.IsServing(Now.AddMinutes(20)));
        mode.Reachable(Now.AddMinutes(30));
        Assert.False(mode.IsServing(Now.AddMinutes(49)));
        Assert.True(new ServerMode(always: true).IsServing(Now));
    }

    [Fact]
    public void A_node_that_does_not_serve_answers_pings_only()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now);
        var from = Any();
        Assert.False(Assert.IsType<KademliaAnswer.Pong>(node.Answer(new KademliaRequest.Ping { Serving = true }, from, true, Now)).Serving);
        Assert.Null(node.Answer(new KademliaRequest.FindNode(node.Id) { Serving = true }, from, true, Now));
        Assert.Equal(1, node.Refusals[KademliaRefusal.NotServing]);
        node.Mode.Reachable(Now.AddHours(-1));
        Assert.True(Assert.IsType<KademliaAnswer.Found>(node.Answer(new KademliaRequest.FindNode(node.Id) { Serving = true }, from, true, Now)).Serving);
    }

    [Fact]
    public void Who_leaves_is_forgotten_at_once()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now, alwaysServing: true);
        var (leaving, staying) = (Any(), Any());
        node.Heard(leaving, true, Now);
        node.Heard(staying, true, Now);
        Assert.IsType<KademliaAnswer.Pong>(node.Answer(new KademliaRequest.Leave { Serving = true }, leaving, true, Now));
        Assert.Equal([staying], node.Table.Contacts);
    }

    [Fact]
    public void A_contact_that_asks_too_much_is_refused_until_time_has_passed_and_others_are_not()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now, alwaysServing: true);
        var (greedy, modest) = (Any(), Any());
        for (var i = 0; i < KademliaConstants.RequestBurst; i++) Assert.NotNull(node.Answer(new KademliaRequest.Ping { Serving = true }, greedy, true, Now));
        Assert.Null(node.Answer(new KademliaRequest.Ping { Serving = true }, greedy, true, Now));
        Assert.Equal(1, node.Refusals[KademliaRefusal.RateLimited]);
        Assert.NotNull(node.Answer(new KademliaRequest.Ping { Serving = true }, modest, true, Now));
        Assert.NotNull(node.Answer(new KademliaRequest.Ping { Serving = true }, greedy, true, Now.AddMilliseconds(11)));
    }

    [Fact]
    public void The_meter_is_bounded_and_makes_room_for_newcomers_when_others_rest()
    {
        var meter = new RequestMeter(maxContacts: 3);
        var peers = Enumerable.Range(0, 4).Select(_ => Any().Peer).ToList();
        Assert.All(peers.Take(3), p => Assert.Equal(KademliaRefusal.None, meter.Take(p, Now)));
        Assert.Equal(KademliaRefusal.RateLimited, meter.Take(peers[3], Now));
        Assert.Equal(KademliaRefusal.None, meter.Take(peers[3], Now.AddSeconds(1)));
    }

    [Fact]
    public void A_clock_that_is_set_back_starves_nobody_and_gives_nobody_more()
    {
        var meter = new RequestMeter();
        var peer = Any().Peer;
        while (meter.Take(peer, Now) == KademliaRefusal.None)
        {
        }

        var back = Now.AddHours(-1);
        Assert.Equal(KademliaRefusal.RateLimited, meter.Take(peer, back));
        Assert.Equal(KademliaRefusal.None, meter.Take(peer, back.AddMilliseconds(11)));
        Assert.Equal(KademliaRefusal.RateLimited, meter.Take(peer, back.AddMilliseconds(11)));
    }

    [Fact]
    public void Seeds_are_saved_and_restored_in_order()
    {
        var contacts = Enumerable.Range(0, 70).Select(_ => Any()).ToList();
        Assert.Equal(KademliaRefusal.None, Seeds.TryRestore(Seeds.Save(contacts), out var restored));
        Assert.Equal(contacts.Take(KademliaConstants.MaxSeeds).Select(c => (c.Peer, c.Address)), restored.Select(c => (c.Peer, c.Address)));
    }

    [Fact]
    public void Damaged_seeds_are_refused_whole()
    {
        var saved = Seeds.Save([Any(), Any()]);
        for (var length = 0; length < saved.Length; length++)
        {
            Assert.Equal(KademliaRefusal.Malformed, Seeds.TryRestore(saved.AsMemory(0, length), out var none));
            Assert.Empty(none);
        }

        Assert.Equal(KademliaRefusal.Malformed, Seeds.TryRestore((byte[])[.. saved, 0], out _));
        saved[^1] = saved[^2] = 0; // port 0
        Assert.Equal(KademliaRefusal.Malformed, Seeds.TryRestore(saved, out _));
    }

    [Fact]
    public void A_record_is_published_at_once_when_there_is_a_contact_and_then_every_half_hour()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now);
        Assert.DoesNotContain(new Duty.Publish(), Due(Now));
        node.Heard(Any(), true, Now);
        Assert.Contains(new Duty.Publish(), Due(Now));
        Assert.DoesNotContain(new Duty.Publish(), Due(Now.AddMinutes(29)));
        Assert.Contains(new Duty.Publish(), Due(Now.AddMinutes(30)));
        node.Schedule.RecordChanged();
        Assert.Contains(new Duty.Publish(), Due(Now.AddMinutes(30)));
        Assert.DoesNotContain(new Duty.Publish(), node.Schedule.TakeDue(node.Table, node.Store, publishes: false, Now.AddHours(3)));

        List<Duty> Due(DateTimeOffset now) => node.Schedule.TakeDue(node.Table, node.Store, publishes: true, now);
    }

    [Fact]
    public void Pings_refreshes_and_seeds_fall_due_once_in_their_time()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now);
        var contact = Any();
        node.Heard(contact, true, Now);
        Assert.Empty(Due(Now));
        node.Schedule.Joined();
        for (var i = 0; i < KademliaConstants.FirstMeasurements; i++) Assert.Equal([new Duty.Measure()], Due(Now + (i * KademliaConstants.FirstMeasureInterval)));
        Assert.Empty(Due(Now.AddMinutes(9)));
        Assert.Equal([new Duty.SaveSeeds()], Due(Now.AddMinutes(10)));
        Assert.Equal([new Duty.Ping(contact)], Due(Now.AddMinutes(15)));
        Assert.Equal([new Duty.Measure()], Due(Now.AddMinutes(16)));
        Assert.Equal([new Duty.SaveSeeds()], Due(Now.AddMinutes(20)));
        var bucket = node.Table.Buckets.Single().CommonPrefix;
        Assert.Contains(new Duty.Refresh(bucket), Due(Now.AddHours(1)));
        Assert.Empty(Due(Now.AddHours(1)));

        List<Duty> Due(DateTimeOffset now) => node.Schedule.TakeDue(node.Table, node.Store, publishes: false, now);
    }

    [Fact]
    public void A_node_that_knows_nobody_asks_again_every_ten_seconds()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now);
        Assert.Equal([new Duty.Join()], node.Schedule.TakeDue(node.Table, node.Store, true, Now));
        Assert.Empty(node.Schedule.TakeDue(node.Table, node.Store, true, Now.AddSeconds(9)));
        Assert.Equal([new Duty.Join()], node.Schedule.TakeDue(node.Table, node.Store, true, Now.AddSeconds(10)));
        node.Heard(Any(), true, Now);
        Assert.DoesNotContain(new Duty.Join(), node.Schedule.TakeDue(node.Table, node.Store, true, Now.AddSeconds(60)));
    }

    [Fact]
    public void The_size_of_the_network_is_estimated_and_a_crowd_at_one_key_does_not_move_it()
    {
        var size = new NetworkSize();
        Assert.Equal(1, size.RegionOf(default).Radius);
        var contacts = Enumerable.Range(0, 5_000).Select(_ => Any()).ToList();
        for (var i = 0; i < 16; i++)
        {
            var key = new TestIdentity(_random).Id;
            size.Sample(key, [.. contacts.OrderBy(c => c.Id.DistanceTo(key)).Take(KademliaConstants.K)]);
        }

        Assert.InRange(size.Nodes!.Value, 3_500, 6_500);
        var before = size.Nodes;
        // A key next to a contact, as if 20 were there: a single sample far off.
        size.Sample(contacts[0].Id, [.. Enumerable.Repeat(contacts[0], KademliaConstants.K - 1), contacts.OrderBy(c => c.Id.DistanceTo(contacts[0].Id)).ElementAt(1)]);
        Assert.InRange(size.Nodes.Value, before.Value * 0.8, before.Value * 1.25);
    }

    [Fact]
    public void One_liar_moves_the_estimate_at_no_time()
    {
        var contacts = Enumerable.Range(0, 2_000).Select(_ => Any()).ToList();
        for (var liar = 0; liar < 4; liar++)
        {
            var size = new NetworkSize();
            for (var sample = 0; sample < 4; sample++)
            {
                var key = new TestIdentity(_random).Id;
                // All k as near as the nearest, as one who has drawn for a while could show: a network twenty times larger.
                size.Sample(key, sample != liar ? [.. contacts.OrderBy(c => c.Id.DistanceTo(key)).Take(KademliaConstants.K)] : Near(key));
                if (sample + 1 < KademliaConstants.MinSizeSamples) Assert.Null(size.Nodes);
                else Assert.InRange(size.Nodes!.Value, 1_000, 4_000);
            }
        }

        List<Contact> Near(NodeId key) => [.. Enumerable.Range(0, KademliaConstants.K).Select(_ => contacts.MinBy(c => c.Id.DistanceTo(key))!)];
    }

    [Fact]
    public void What_may_be_a_replay_changes_nothing_and_is_metered()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now, alwaysServing: true);
        var owner = new TestIdentity(_random);
        var from = owner.At(TestIdentity.Address(1, 1));
        node.Heard(from, true, Now);
        KademliaRequest[] changes = [new KademliaRequest.Leave { Serving = true }, new KademliaRequest.Store(owner.Record(1, Now).Encoded) { Serving = true }];
        for (var i = 0; i < KademliaConstants.RequestBurst; i++) Assert.Null(node.Answer(changes[i % 2], from, isProved: false, Now));
        Assert.Equal(KademliaConstants.RequestBurst, node.Refusals[KademliaRefusal.NotProved]);
        Assert.Null(node.Answer(changes[1], from, isProved: false, Now));
        Assert.Equal(1, node.Refusals[KademliaRefusal.RateLimited]);
        Assert.Equal((1, 0), (node.Table.Count, node.Store.Count));
    }

    [Fact]
    public void Records_of_one_contact_are_verified_a_few_times_a_minute()
    {
        var node = new KademliaNode(new TestIdentity(_random).Peer, Now, alwaysServing: true);
        var owner = new TestIdentity(_random);
        for (var i = 1u; i <= KademliaConstants.StoreBurst; i++) Assert.Equal(KademliaRefusal.None, Store(i, Now));
        Assert.Equal(KademliaRefusal.RateLimited, Store(100, Now));
        Assert.Equal(KademliaRefusal.None, Store(101, Now.AddMinutes(1)));
        Assert.Equal(101u, node.Store.Find(owner.Id, Now)?.Sequence);

        KademliaRefusal Store(uint sequence, DateTimeOffset now) => Assert.IsType<KademliaAnswer.Stored>(node.Answer(
            new KademliaRequest.Store(owner.Record(sequence, now).Encoded) { Serving = true }, owner.At(TestIdentity.Address(1, 1)), true, now)).Refusal;
    }

    [Fact]
    public void What_is_slow_follows_the_round_trips_within_bounds()
    {
        var trips = new RoundTrips();
        Assert.Equal(KademliaConstants.SlowAfter, trips.SlowAfter);
        for (var i = 0; i < 50; i++) trips.Sample(TimeSpan.FromMilliseconds(40));
        Assert.InRange(trips.SlowAfter.TotalMilliseconds, 40, 45);
        for (var i = 0; i < 50; i++) trips.Sample(TimeSpan.FromMilliseconds(1));
        Assert.Equal(KademliaConstants.SlowAtLeast, trips.SlowAfter);
        for (var i = 0; i < 50; i++) trips.Sample(TimeSpan.FromSeconds(2));
        Assert.Equal(KademliaConstants.SlowAfter, trips.SlowAfter);
    }

    [Fact]
    public void Probes_lie_in_every_eighth_of_a_region()
    {
        var key = new TestIdentity(_random).Id;
        var region = new Region(key, 1 / 1000.0);
        var probes = region.Probes(new TestIdentity(_random).Id).ToList();
        Assert.Equal(KademliaConstants.RegionProbes, probes.Select(p => p.ToArray()[1] & 0b0111_0000).Distinct().Count());
        Assert.All(probes, p => Assert.True(p.DistanceTo(key).CommonPrefix >= 9));
    }
}
