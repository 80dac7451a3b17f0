using Akka.Actor;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Kademlia.Messages;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>
/// The node of the DHT: owns table, store and link; each lookup is a child of its own. What arrives is fetched in small
/// lots, one message in the mailbox at a time, so a flood stays in the link's bounded channel.
/// </summary>
internal sealed partial class DhtActor : ReceiveActor, IWithTimers
{
    /// <summary>Lookups under way at once; the node's own and its user's together need a handful.</summary>
    public const int MaxLookups = 64;

    private const int EventsAtOnce = 64;
    private static readonly TimeSpan TimeoutTick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DutyTick = TimeSpan.FromSeconds(1);

    // A name of a dynamic address changes rarely, and is found out well before the record expires.
    private static readonly TimeSpan RefreshTick = TimeSpan.FromMinutes(5);

    private readonly DhtSettings _settings;
    private readonly IDhtLink _link;
    private readonly TimeProvider _time;
    private readonly KademliaNode _node;
    private readonly RoundTrips _roundTrips = new();
    private readonly Dictionary<uint, Asked> _asked = [];
    private readonly Queue<uint> _inOrder = new();
    private readonly Dictionary<(PeerId Peer, NodeAddress Address), uint> _pinged = [];
    private int _lookups;
    private int _joins;
    private bool _hasJoined;

    public DhtActor(DhtSettings settings, IDhtLink link, TimeProvider time)
    {
        _settings = settings;
        _link = link;
        _time = time;
        _node = new KademliaNode(settings.Self, time.GetUtcNow(), settings.Serve == ServeMode.Always);
        Receive<Arrived>(OnArrived);
        Receive<AskNode>(a => AskFor(Sender, a.Query));
        Receive<LookupEnded>(OnEnded);
        Receive<FindPeer>(OnFind);
        Receive<Tick>(_ => OnTimeouts());
        Receive<DutyCall>(_ => OnDuties());
        Receive<LeaveDht>(_ => OnLeave());
        Receive<BeginDht>(_ => OnBegin());
        Receive<MeetNode>(m => _link.Introduce(m.Peer, m.EndPoint));
        Receive<ReachedFromOutside>(_ => OnReached());
        Receive<RefreshCall>(OnRefresh);
        Receive<GetDhtStatus>(_ => Sender.Tell(Status()));
        Receive<GetDhtContacts>(_ => Sender.Tell(_node.Table.Contacts.Select(c => new DhtContact(c, c.Id.DistanceTo(_node.Id).CommonPrefix)).ToList()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool Serving => _node.Mode.IsServing(Now);

    private DateTimeOffset Now => _time.GetUtcNow();

    public static Props Props(DhtSettings settings, IDhtLink link, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new DhtActor(settings, link, time));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("timeouts", Tick.Instance, TimeoutTick);
        Timers.StartPeriodicTimer("duties", DutyCall.Instance, TimeSpan.Zero, DutyTick);
        Timers.StartPeriodicTimer("refresh", RefreshCall.Instance, TimeSpan.Zero, RefreshTick);
        Fetch();
    }

    // One wait at a time: the mailbox holds at most one Arrived.
    private void Fetch() => _link.Events.WaitToReadAsync().AsTask().PipeTo(Self, success: more => new Arrived(more), failure: _ => new Arrived(false));

    private void OnArrived(Arrived arrived)
    {
        if (!arrived.More) return; // The link has closed with the node.
        for (var i = 0; i < EventsAtOnce && _link.Events.TryRead(out var received); i++)
        {
            switch (received)
            {
                case DatagramEvent.Question question: OnQuestion(question); break;
                case DatagramEvent.Proved proved: OnProved(proved.Peer); break;
                case DatagramEvent.Introduced introduced: OnIntroduced(introduced.Peer); break;
                case DatagramEvent.Answer answer: OnAnswer(answer); break;
            }
        }

        Fetch();
    }

    private void OnQuestion(DatagramEvent.Question question)
    {
        KademliaAnswer? answer = null;
        var from = question.Peer.ToContact();
        var refusal = MessageCodec.TryDecode(question.Payload, out KademliaRequest? request);
        if (from is null) refusal = KademliaRefusal.Malformed;
        if (_node.Refusals.Passed(refusal)) answer = _node.Answer(request!, from!, question.IsProved, Now, question.Room);
        _link.Reply(question, answer is null ? [] : MessageCodec.Encode(answer));
        // Who asks too much does not get into the table by it.
        if (answer is not null && question.IsProved && request is { Serving: true } and not KademliaRequest.Leave && _node.Table.HasRoomFor(from!))
            _node.Heard(from!, true, Now);
    }

    // It is alive; whether it serves others, it has to say.
    private void OnProved(DatagramPeer peer)
    {
        if (peer.ToContact() is { } contact && _node.Table.HasRoomFor(contact)) Ping(contact);
    }

    // Also when one with its former static is under way: we asked for this.
    private void OnIntroduced(DatagramPeer peer)
    {
        if (peer.ToContact() is { } contact) Send(contact, new KademliaRequest.Ping { Serving = Serving });
    }

    // What was sent before the socket was bound is lost.
    private void OnBegin()
    {
        if (_node.Table.Count == 0) Join();
    }

    private void OnRefresh(RefreshCall call) => _ = _settings.Refresh();

    private void OnReached()
    {
        if (_settings.Serve == ServeMode.Auto) _node.Mode.Reachable(Now);
    }

    private void OnAnswer(DatagramEvent.Answer received)
    {
        if (!_asked.Remove(received.Id, out var asked)) return;
        Settle(received.Id, asked.Contact);
        if (!_node.Refusals.Passed(MessageCodec.TryDecode(received.Payload, out KademliaAnswer? answer)))
        {
            Fail(asked);
            return;
        }

        _roundTrips.Sample(_time.GetElapsedTime(asked.Since));
        _node.Heard(asked.Contact, answer!.Serving, Now);
        Joined();
        if (asked.Query is not { } query) return;
        if (answer is KademliaAnswer.Found found) asked.Lookup.Tell(new NodeAnswered(query, [.. found.Contacts.Where(c => _settings.Follows(c.Address))], found.Record));
        else asked.Lookup.Tell(new NodeFailed(query));
    }

    private void AskFor(IActorRef lookup, LookupQuery query)
    {
        KademliaRequest request = query.Record is { } record
            ? new KademliaRequest.FindRecord(record, query.Near) { Serving = Serving }
            : new KademliaRequest.FindNode(query.Near) { Serving = Serving };
        Send(query.To, request, query, lookup);
    }

    // One at a time of each: others must not make us ask more.
    private void Ping(Contact contact)
    {
        if (_pinged.ContainsKey((contact.Peer, contact.Address))) return;
        if (Send(contact, new KademliaRequest.Ping { Serving = Serving }) is var id and not 0) _pinged.Add((contact.Peer, contact.Address), id);
    }

    private void Settle(uint id, Contact contact)
    {
        if (_pinged.TryGetValue((contact.Peer, contact.Address), out var open) && open == id) _pinged.Remove((contact.Peer, contact.Address));
    }

    private uint Send(Contact contact, KademliaRequest request, LookupQuery? query = null, IActorRef? lookup = null)
    {
        var asked = new Asked(contact, query, lookup ?? ActorRefs.Nobody, _time.GetTimestamp());
        var mayRide = request is not (KademliaRequest.Store or KademliaRequest.Leave);
        var id = contact.Id == _node.Id ? 0 : _link.Ask(contact.ToPeer(), MessageCodec.Encode(request), mayRide);
        if (id == 0)
        {
            Fail(asked);
            return 0;
        }

        _asked[id] = asked;
        _inOrder.Enqueue(id);
        return id;
    }

    // All have the same time, so the oldest comes first.
    private void OnTimeouts()
    {
        while (_inOrder.TryPeek(out var id))
        {
            if (_asked.TryGetValue(id, out var asked))
            {
                if (_time.GetElapsedTime(asked.Since) < KademliaConstants.QueryTimeout) return;
                _asked.Remove(id);
                Settle(id, asked.Contact);
                _link.GiveUp(id);
                _node.Table.Failed(asked.Contact, Now);
                Fail(asked);
            }

            _inOrder.Dequeue();
        }
    }

    private static void Fail(Asked asked)
    {
        if (asked.Query is { } query) asked.Lookup.Tell(new NodeFailed(query));
    }

    private void OnLeave()
    {
        var contacts = _node.Table.Contacts.ToList();
        foreach (var contact in contacts) Send(contact, new KademliaRequest.Leave { Serving = false });
        var left = new DhtLeft(contacts.Count);
        SaveSeedsAsync(contacts).PipeTo(Sender, Self, success: () => left, failure: _ => left);
    }

    // Knowing nobody now is no reason to forget those of the last time.
    private Task SaveSeedsAsync(List<Contact> contacts) =>
        contacts.Count == 0 ? Task.CompletedTask : _settings.SaveSeeds(Seeds.Save(contacts));

    private DhtStatus Status() => new(_node.Id, Serving, _node.Table.Count, _node.Store.Count, _node.Size.Nodes, _lookups,
        _node.OwnRecord is { } own && !own.IsExpired(Now) ? own : null, _node.Refusals.All.ToDictionary(r => r.Refusal, r => r.Count))
    { Datagrams = _link.Refusals };

    private sealed record Asked(Contact Contact, LookupQuery? Query, IActorRef Lookup, long Since);

    private sealed record RefreshCall
    {
        public static readonly RefreshCall Instance = new();
    }

    private sealed record Arrived(bool More);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed record DutyCall
    {
        public static readonly DutyCall Instance = new();
    }
}
