namespace Cpc.Kademlia.Tests;

public class LookupTests
{
    private static readonly DateTimeOffset Now = TestIdentity.Start;
    private readonly Random _random = new(1);
    private readonly RefusalCounts _refusals = new();
    private readonly TestIdentity _self;
    private readonly TestIdentity _wanted;
    private int _network;

    public LookupTests()
    {
        _self = new TestIdentity(_random);
        _wanted = new TestIdentity(_random);
    }

    private Contact Any() => new TestIdentity(_random).At(TestIdentity.Address(++_network, 1));

    private List<Contact> Some(int count) => [.. Enumerable.Range(0, count).Select(_ => Any()).OrderBy(c => c.Id.DistanceTo(_wanted.Id))];

    private Lookup Begin(List<Contact> seeds, int paths = 1, bool record = true) =>
        new(_wanted.Id, record ? _wanted.Peer : null, _self.Id, seeds, new LookupOptions { Paths = paths }, _refusals, Now);

    [Fact]
    public void Three_are_asked_at_once_and_the_nearest_first()
    {
        var seeds = Some(20);
        Assert.Equal(seeds.Take(3), Begin(seeds).Next(Now));
        var lookup = Begin(seeds);
        lookup.Next(Now);
        Assert.Empty(lookup.Next(Now));
        lookup.Answered(seeds[1], [], null, Now);
        Assert.Equal([seeds[3]], lookup.Next(Now));
    }

    [Fact]
    public void It_ends_when_the_k_nearest_have_answered_and_asks_nobody_beyond()
    {
        var seeds = Some(20);
        var farther = Some(40);
        var lookup = Begin(seeds, record: false);
        for (var asked = lookup.Next(Now); asked.Count > 0; asked = lookup.Next(Now))
        {
            foreach (var contact in asked) lookup.Answered(contact, farther.Where(f => f.Id.DistanceTo(_wanted.Id) > seeds[19].Id.DistanceTo(_wanted.Id)).Take(20).ToList(), null, Now);
        }

        Assert.True(lookup.IsDone);
        Assert.Equal(20, lookup.Queries);
        Assert.Equal(seeds, lookup.Nearest());
    }

    [Fact]
    public void A_silent_contact_holds_nothing_up_and_its_late_answer_counts()
    {
        var seeds = Some(4);
        var lookup = Begin(seeds);
        lookup.Next(Now);
        var later = Now + KademliaConstants.SlowAfter;
        Assert.Equal(later, lookup.NextTime);
        Assert.Equal([seeds[3]], lookup.Next(later));
        var record = _wanted.Record(1, Now);
        lookup.Answered(seeds[0], [], record.Encoded, later);
        Assert.Equal(record.Sequence, lookup.Record?.Sequence);
    }

    [Fact]
    public void Who_was_not_asked_or_has_answered_is_not_listened_to()
    {
        var seeds = Some(4);
        var lookup = Begin(seeds);
        lookup.Next(Now);
        var record = _wanted.Record(1, Now).Encoded;
        lookup.Answered(seeds[3], [], record, Now);
        lookup.Answered(Any(), [], record, Now);
        Assert.Null(lookup.Record);
        lookup.Answered(seeds[0], [], null, Now);
        lookup.Answered(seeds[0], [], record, Now);
        Assert.Null(lookup.Record);
        Assert.Equal(3, _refusals[KademliaRefusal.NotAsked]);
    }

    [Fact]
    public void Of_all_records_the_newest_that_is_genuine_counts()
    {
        var seeds = Some(5);
        var lookup = Begin(seeds);
        var asked = lookup.Next(Now);
        var forged = _wanted.Record(9, Now).Encoded.ToArray();
        forged[^1] ^= 1;
        lookup.Answered(asked[0], [], _wanted.Record(4, Now).Encoded, Now);
        lookup.Answered(asked[1], [], forged, Now);
        lookup.Answered(asked[2], [], _wanted.Record(6, Now).Encoded, Now);
        asked = lookup.Next(Now);
        lookup.Answered(asked[0], [], _wanted.Record(5, Now).Encoded, Now);
        lookup.Answered(asked[1], [], new TestIdentity(_random).Record(7, Now).Encoded, Now);
        Assert.Equal(6u, lookup.Record?.Sequence);
        Assert.Equal(1, _refusals[KademliaRefusal.RecordSignature]);
        Assert.Equal(1, _refusals[KademliaRefusal.RecordRolledBack]);
        Assert.Equal(1, _refusals[KademliaRefusal.RecordIdentity]);
    }

    [Fact]
    public void Paths_ask_different_contacts_and_do_not_hear_each_others_answers()
    {
        var seeds = Some(4);
        var lookup = Begin(seeds, paths: 4, record: false);
        Assert.Equal(seeds, lookup.Next(Now));
        // The first path is told of k liars nearer than all: only it follows, one at a time.
        var liars = Some(200).Take(20).ToList();
        lookup.Answered(seeds[0], liars, null, Now);
        Assert.Equal([liars[0]], lookup.Next(Now));
        // Another hears of an honest one, farther than the liars, and asks it nevertheless.
        var honest = Some(1)[0];
        lookup.Answered(seeds[1], [honest], null, Now);
        Assert.Equal([honest], lookup.Next(Now));
    }

    [Fact]
    public void A_path_takes_three_contacts_of_one_network()
    {
        var seeds = Some(1);
        var lookup = Begin(seeds, record: false);
        lookup.Next(Now);
        lookup.Answered(seeds[0], [.. Enumerable.Range(0, 20).Select(_ => new TestIdentity(_random).At(TestIdentity.Address(9_000, 1 + _random.Next(60_000))))], null, Now);
        var asked = lookup.Next(Now);
        Assert.Equal(3, asked.Count);
        asked.ForEach(c => lookup.Answered(c, [], null, Now));
        Assert.Empty(lookup.Next(Now));
        Assert.Equal(17, _refusals[KademliaRefusal.LookupDiversity]);
    }

    [Fact]
    public void What_was_only_named_takes_no_place_of_its_network()
    {
        var seeds = Some(3);
        var lookup = Begin(seeds, record: false);
        lookup.Next(Now);
        // Inventions in the honest one's network, farther than it, come first.
        var inventions = Enumerable.Range(0, 20).Select(_ => new TestIdentity(_random).At(TestIdentity.Address(9_000, 1 + _random.Next(60_000)))).OrderBy(c => c.Id.DistanceTo(_wanted.Id)).ToList();
        lookup.Answered(seeds[0], inventions[1..], null, Now);
        lookup.Answered(seeds[1], [inventions[0]], null, Now);
        Assert.Contains(inventions[0], lookup.Next(Now));
    }

    [Fact]
    public void A_flood_from_one_network_pushes_only_its_own_off_a_path()
    {
        var seeds = Some(4);
        var honest = Any();
        var lookup = Begin(seeds, record: false);
        lookup.Next(Now);
        lookup.Answered(seeds[0], [honest], null, Now);
        var near = Enumerable.Range(0, 400).Select(_ => new TestIdentity(_random).At(TestIdentity.Address(9_000, 1 + _random.Next(60_000))))
            .OrderBy(c => c.Id.DistanceTo(_wanted.Id)).Take(60).ToList();
        for (var i = 0; i < 3; i++) lookup.Answered(seeds[1 + i], near.GetRange(i * 20, 20), null, Now);
        var asked = new List<Contact>();
        for (var next = lookup.Next(Now); next.Count > 0; next = lookup.Next(Now))
        {
            asked.AddRange(next);
            next.ForEach(c => lookup.Answered(c, [], null, Now));
        }

        Assert.Contains(honest, asked);
        Assert.Equal(KademliaConstants.MaxPerPrefixInTable, asked.Count(near.Contains));
    }

    [Fact]
    public void A_path_led_astray_leaves_queries_to_the_others()
    {
        var seeds = Some(2);
        var lookup = Begin(seeds, paths: 2, record: false);
        var asked = lookup.Next(Now);
        var astray = 0;
        for (var now = Now; asked.Count > 0; asked = lookup.Next(now += KademliaConstants.SlowAfter))
        {
            foreach (var contact in asked.Where(c => c != seeds[1]))
            {
                astray++;
                lookup.Answered(contact, [.. Some(400).Take(20)], null, now);
            }
        }

        Assert.InRange(astray, 1, KademliaConstants.MaxQueriesPerPath);
    }

    [Fact]
    public void The_same_contact_twice_in_an_answer_and_oneself_are_left_out()
    {
        var seeds = Some(1);
        var other = Any();
        var lookup = Begin(seeds, record: false);
        lookup.Next(Now);
        lookup.Answered(seeds[0], [other, other, _self.At(TestIdentity.Address(8_000, 1))], null, Now);
        Assert.Equal([other], lookup.Next(Now));
        Assert.Equal(1, _refusals[KademliaRefusal.DuplicateContact]);
    }

    [Fact]
    public void Without_a_fresh_record_it_asks_who_was_not_asked_before_it_gives_up()
    {
        var seeds = Some(60);
        Assert.InRange(Run(_wanted.Record(1, Now)), KademliaConstants.AnswersWhenAgreed, KademliaConstants.AnswersWhenAgreed + KademliaConstants.Alpha);
        // Half of the k nearest in each of the first two rounds, all in the last.
        Assert.Equal(40, Run(_wanted.Record(1, Now - KademliaConstants.FreshFor - TimeSpan.FromSeconds(1))));
        Assert.Equal(40, Run(null));

        int Run(PeerRecord? record)
        {
            var lookup = Begin(seeds);
            for (var asked = lookup.Next(Now); asked.Count > 0; asked = lookup.Next(Now))
            {
                foreach (var contact in asked) lookup.Answered(contact, [], record?.Encoded, Now);
            }

            Assert.True(lookup.IsDone);
            return lookup.Queries;
        }
    }

    [Fact]
    public void For_a_record_half_of_the_k_nearest_may_be_gone_but_for_nodes_they_are_replaced()
    {
        var seeds = Some(30);
        Assert.InRange(Run(record: true), KademliaConstants.AnswersWhenAgreed, KademliaConstants.K);
        Assert.Equal(30, Run(record: false));

        int Run(bool record)
        {
            var lookup = Begin(seeds, record: record);
            var fresh = record ? _wanted.Record(1, Now).Encoded : (ReadOnlyMemory<byte>?)null;
            // The table knows 20; the others are named by whoever answers.
            for (var asked = lookup.Next(Now); asked.Count > 0; asked = lookup.Next(Now))
            {
                foreach (var contact in asked)
                {
                    if (seeds.IndexOf(contact) % 2 == 1) lookup.Failed(contact);
                    else lookup.Answered(contact, seeds[10..], fresh, Now);
                }
            }

            return lookup.Queries;
        }
    }

    [Fact]
    public void It_ends_after_its_time_whatever_happens()
    {
        var lookup = Begin(Some(3));
        lookup.Next(Now);
        Assert.Empty(lookup.Next(Now + KademliaConstants.LookupTimeout));
        Assert.True(lookup.IsDone);
        Assert.True(Begin([]).Next(Now).Count == 0);
    }
}
