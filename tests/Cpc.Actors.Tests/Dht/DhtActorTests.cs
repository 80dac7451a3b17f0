using Akka.Actor;
using Cpc.Actors.Dht;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Kademlia.Messages;
using Cpc.Transport.Datagram;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Dht;

public sealed class DhtActorTests : ActorSpec
{
    private readonly string _network = Guid.NewGuid().ToString();
    private readonly List<DhtIdentity> _identities = [];
    private readonly List<MemoryLink> _links = [];

    public DhtActorTests(ITestOutputHelper output)
        : base(output)
    {
    }

    // Each in a network of its own.
    private DhtIdentity NewIdentity()
    {
        var identity = new DhtIdentity(new NodeAddress((UInt128)((10u << 24) | ((uint)_identities.Count << 16) | 1u), false, 4747), Time.GetUtcNow());
        _identities.Add(identity);
        return identity;
    }

    private IActorRef Start(DhtIdentity identity, bool publishes = true, params Contact[] bootstrap)
    {
        var link = new MemoryLink(_network, identity.Contact.ToPeer());
        _links.Add(link);
        return Sys.ActorOf(DhtActor.Props(identity.Settings(publishes, bootstrap), link, Time));
    }

    private List<IActorRef> StartNetwork(int nodes)
    {
        var first = NewIdentity();
        var actors = new List<IActorRef> { Start(first) };
        for (var i = 1; i < nodes; i++) actors.Add(Start(NewIdentity(), true, first.Contact));
        return actors;
    }

    private async Task SettleAsync(List<IActorRef> actors, int contacts)
    {
        for (var round = 0; round < 40; round++)
        {
            Pass(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
            var all = await Task.WhenAll(actors.Select(StatusOf));
            if (all.All(s => s.Contacts >= contacts && s is { IsPublished: true, Lookups: 0 })) return;
        }

        Assert.Fail("The network did not settle: " + string.Join(" ", (await Task.WhenAll(actors.Select(StatusOf))).Select(s => $"{s.Contacts}/{s.Lookups}")));
    }

    private async Task HasContactsAsync(IActorRef actor, int contacts, TimeSpan step)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if ((await StatusOf(actor)).Contacts == contacts) return;
            if (step > TimeSpan.Zero) Pass(step);
            await Task.Delay(5);
        }

        Assert.Fail($"{(await StatusOf(actor)).Contacts} contacts");
    }

    private static Task<DhtStatus> StatusOf(IActorRef actor) => actor.Ask<DhtStatus>(GetDhtStatus.Instance, TimeSpan.FromSeconds(20));

    protected override void AfterAll()
    {
        base.AfterAll();
        _identities.ForEach(i => i.Dispose());
    }

    [Fact]
    public async Task Nodes_join_through_one_and_find_each_others_records()
    {
        var actors = StartNetwork(40);
        await SettleAsync(actors, 20);
        for (var i = 0; i < 10; i++)
        {
            var found = await actors[i].Ask<PeerFound>(new FindPeer(_identities[39 - i].Peer), TimeSpan.FromSeconds(20));
            Assert.Equal(_identities[39 - i].Address, found.Record?.Content.Addresses[0]);
            Assert.InRange(found.Queries, 1, 40);
        }

        // The bootstrap node is not needed any more.
        _links[0].IsCutOff = true;
        var without = actors[1].Ask<PeerFound>(new FindPeer(_identities[30].Peer), TimeSpan.FromSeconds(20));
        while (!without.IsCompleted)
        {
            Pass(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5);
        }

        Assert.NotNull((await without).Record);
    }

    [Fact]
    public async Task A_node_whose_first_lookup_nobody_answered_begins_it_anew()
    {
        var actors = StartNetwork(10);
        await SettleAsync(actors, 9);
        // Nobody else asks it, so it learns of others by its own lookup only.
        var newcomer = NewIdentity();
        var link = new MemoryLink(_network, newcomer.Contact.ToPeer()) { LosesAllButTheFirst = true };
        _links.Add(link);
        var actor = Sys.ActorOf(DhtActor.Props(newcomer.Settings(false, [_identities[0].Contact]), link, Time));
        await EventuallyAsync(() =>
        {
            if (link.Asked < 2) Pass(TimeSpan.FromMilliseconds(50));
            return link.Asked >= 2;
        });
        for (var i = 0; i < 2_000 && (await StatusOf(actor)).Lookups > 0; i++)
        {
            Pass(TimeSpan.FromMilliseconds(50));
            await Task.Delay(2);
        }

        Assert.Equal((1, 0), ((await StatusOf(actor)).Contacts, (await StatusOf(actor)).Lookups));
        link.LosesAllButTheFirst = false;
        await HasContactsAsync(actor, 10, TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_node_that_knows_only_an_id_and_an_address_joins_and_is_found()
    {
        var actors = StartNetwork(5);
        await SettleAsync(actors, 4);
        var newcomer = Start(NewIdentity());
        newcomer.Tell(new MeetNode(_identities[0].Peer, _identities[0].Contact.Address.ToEndPoint()));
        await HasContactsAsync(newcomer, 5, TimeSpan.FromMilliseconds(200));
        await FindsAsync(actors[3], _identities[5].Peer, _identities[5].Address);
        // Who is not there under that id is not met.
        var lonely = Start(NewIdentity());
        lonely.Tell(new MeetNode(_identities[1].Peer, _identities[0].Contact.Address.ToEndPoint()));
        Assert.Equal(0, (await StatusOf(lonely)).Contacts);
    }

    [Fact]
    public async Task A_node_whose_address_changes_publishes_that_at_once()
    {
        var actors = StartNetwork(3);
        await SettleAsync(actors, 2);
        var moved = new NodeAddress(0x7f000001, false, 4711);
        _identities[1].At(moved);
        await FindsAsync(actors[2], _identities[1].Peer, moved);
    }

    // Once it is published.
    private async Task FindsAsync(IActorRef actor, PeerId peer, NodeAddress address)
    {
        for (var i = 0; i < 200; i++)
        {
            var found = await actor.Ask<PeerFound>(new FindPeer(peer), TimeSpan.FromSeconds(20));
            if (found.Record?.Content.Addresses[0] == address) return;
            Pass(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.Fail("It was not found.");
    }

    [Fact]
    public async Task A_record_that_nobody_published_is_not_found()
    {
        var actors = StartNetwork(25);
        await SettleAsync(actors, 15);
        var found = await actors[3].Ask<PeerFound>(new FindPeer(NewIdentity().Peer), TimeSpan.FromSeconds(20));
        Assert.Null(found.Record);
        Assert.True(found.Queries > 0);
    }

    [Fact]
    public async Task A_lookup_among_the_dead_ends_by_time_and_they_are_evicted()
    {
        var actors = StartNetwork(25);
        await SettleAsync(actors, 15);
        foreach (var link in _links.Skip(1)) link.IsCutOff = true;
        var find = actors[0].Ask<PeerFound>(new FindPeer(NewIdentity().Peer), TimeSpan.FromSeconds(20));
        for (var i = 0; i < 300; i++)
        {
            Pass(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        Assert.Null((await find).Record);
        Assert.NotEmpty(_links[0].GivenUp);
        await HasContactsAsync(actors[0], 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_question_that_may_be_a_replay_changes_nothing()
    {
        var (node, stranger) = (NewIdentity(), NewIdentity());
        var actor = Start(node);
        var now = Time.GetUtcNow();
        var record = PeerRecord.Sign(stranger.Settings(true).Content()! with { NotBefore = now, NotAfter = now.AddHours(1), Sequence = 1 }, stranger.Identity.Sign);
        var store = MessageCodec.Encode(new KademliaRequest.Store(record.Encoded) { Serving = true });

        Deliver(isProved: false, 1);
        await EventuallyAsync(() => Replied(1) is not null);
        Assert.Empty(Replied(1)!);
        var status = await StatusOf(actor);
        Assert.Equal((0, 0), (status.Records, status.Contacts));
        Assert.Equal(1, status.Refusals[KademliaRefusal.NotProved]);

        Deliver(isProved: true, 2);
        await EventuallyAsync(() => Replied(2) is not null);
        status = await StatusOf(actor);
        Assert.Equal((1, 1), (status.Records, status.Contacts));

        void Deliver(bool isProved, uint id) => _links[0].Arrive(new DatagramEvent.Question(stranger.Contact.ToPeer(), store, isProved, 1000, id));
    }

    [Fact]
    public async Task Who_says_often_that_it_is_there_is_asked_once_until_it_answers()
    {
        var (node, stranger, other) = (NewIdentity(), NewIdentity(), NewIdentity());
        var actor = Start(node);
        for (var i = 0; i < 50; i++) _links[0].Arrive(new DatagramEvent.Proved(stranger.Contact.ToPeer()));
        _links[0].Arrive(new DatagramEvent.Proved(other.Contact.ToPeer()));
        await EventuallyAsync(() => _links[0].Asked >= 2);
        await StatusOf(actor);
        Assert.Equal(2, _links[0].Asked);
        // Given up, it is asked again.
        for (var i = 0; i < 2_000 && _links[0].GivenUp.Count < 2; i++)
        {
            Pass(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        _links[0].Arrive(new DatagramEvent.Proved(stranger.Contact.ToPeer()));
        await EventuallyAsync(() => _links[0].Asked == 3);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Contacts_at_an_address_that_may_not_be_followed_are_not_asked(bool follows, int asked)
    {
        var (node, named) = (NewIdentity(), NewIdentity());
        var (first, theirs) = (NewIdentity(), new MemoryLink(_network, named.Contact.ToPeer()));
        var firstActor = Start(first);
        _links[0].Arrive(new DatagramEvent.Proved(named.Contact.ToPeer()));
        var third = Sys.ActorOf(DhtActor.Props(named.Settings(false, first.Contact), theirs, Time));
        await HasContactsAsync(firstActor, 1, TimeSpan.FromMilliseconds(200));
        // It must not come to the node by itself: then it would be asked at the address it came from.
        StopAndWait(third);
        var link = new MemoryLink(_network, node.Contact.ToPeer());
        var actor = Sys.ActorOf(DhtActor.Props(node.Settings(false, first.Contact) with { Follows = a => follows || a != named.Address }, link, Time));
        // The first is asked whether it is there, then for others.
        for (var i = 0; i < 2_000 && (link.AskedOf(first.Peer) < 2 || (await StatusOf(actor)).Lookups > 0); i++)
        {
            Pass(TimeSpan.FromMilliseconds(50));
            await Task.Delay(2);
        }

        Assert.True(link.AskedOf(first.Peer) >= 2);
        Assert.Equal(asked, link.AskedOf(named.Peer) > 0 ? 1 : 0);
    }

    private byte[]? Replied(uint id)
    {
        lock (_links[0].Replies) return _links[0].Replies.Find(r => r.Id == id).Answer;
    }

    [Fact]
    public async Task Rubbish_is_counted_and_answered_with_nothing()
    {
        var (node, stranger) = (NewIdentity(), NewIdentity());
        var actor = Start(node);
        _links[0].Arrive(new DatagramEvent.Question(stranger.Contact.ToPeer(), new byte[] { 1, 2, 3 }, true, 1000, 7));
        _links[0].Arrive(new DatagramEvent.Answer(stranger.Contact.ToPeer(), 99, new byte[] { 1, 2, 3 }));
        await EventuallyAsync(() => Replied(7) is not null);
        Assert.Empty(Replied(7)!);
        Assert.Equal(1, (await StatusOf(actor)).Refusals[KademliaRefusal.Malformed]);
    }

    [Fact]
    public async Task Who_leaves_is_in_no_table_any_more()
    {
        var actors = StartNetwork(10);
        await SettleAsync(actors, 9);
        Assert.Equal(9, (await actors[4].Ask<DhtLeft>(LeaveDht.Instance, TimeSpan.FromSeconds(20))).Contacts);
        Sys.Stop(actors[4]);
        _links[4].IsCutOff = true;
        await HasContactsAsync(actors[5], 8, TimeSpan.Zero);
        await HasContactsAsync(actors[0], 8, TimeSpan.Zero);
    }

    [Fact]
    public async Task More_lookups_than_allowed_are_answered_at_once()
    {
        var actors = StartNetwork(10);
        await SettleAsync(actors, 9);
        foreach (var link in _links.Skip(1)) link.IsCutOff = true;
        var wanted = NewIdentity().Peer;
        var probe = CreateTestProbe();
        for (var i = 0; i < DhtActor.MaxLookups + 1; i++) actors[0].Tell(new FindPeer(wanted), probe);
        Assert.Equal(0, probe.ExpectMsg<PeerFound>().Queries);
        probe.ExpectNoMsg(Quiet);
    }
}
