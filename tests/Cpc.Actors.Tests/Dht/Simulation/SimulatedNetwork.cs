using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Cpc.Actors.Dht;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Tests.Dht.Simulation;

/// <summary>
/// Actors of the DHT on one thread and in virtual time, over a network with delay and loss. All follows from the seed: a run
/// repeats exactly, message by message.
/// </summary>
internal sealed class SimulatedNetwork : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly Dictionary<NodeAddress, SimulatedLink> _links = [];
    private readonly ManualTime _time = new();
    private readonly ActorSystem _system;
    private readonly TestScheduler _scheduler;
    private readonly IActorRef _root;
    private readonly double _loss;
    private TimeSpan _now;
    private long _order;
    private uint _hosts;

    public SimulatedNetwork(int seed, double loss)
    {
        Random = new Random(seed);
        _loss = loss;
        // On one thread, in the order of sending.
        _system = ActorSystem.Create("simulation", ConfigurationFactory.ParseString("""
            akka {
              loglevel = ERROR
              stdout-loglevel = OFF
              log-dead-letters = off
              scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
              actor.default-dispatcher.type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
            }
            """));
        _scheduler = (TestScheduler)_system.Scheduler;
        // The system's own guardian starts its children on a thread of its own; this one's are started within the call.
        _root = _system.ActorOf(Props.Create(() => new Root()));
        _root.Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(30)).Wait();
    }

    public Random Random { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Questions asked by all.</summary>
    public long Questions { get; private set; }

    /// <summary>What was asked, in its order: equal for equal runs.</summary>
    public ulong Trace { get; private set; } = 14_695_981_039_346_656_037;

    public NodeId RandomId()
    {
        var bytes = new byte[NodeId.Size];
        Random.NextBytes(bytes);
        return new NodeId(bytes);
    }

    /// <summary>An identity in a network (/16) of its own.</summary>
    public SimulatedIdentity NewIdentity() => new(Random, new NodeAddress((UInt128)((++_hosts + 0x0100) << 16 | 1), false, 4747));

    public SimulatedLink Link(Contact contact) => _links[contact.Address] = new SimulatedLink(this, contact);

    /// <param name="clockIsOff">By how much its clock goes wrong.</param>
    public SimulatedDhtNode Start(SimulatedIdentity identity, TimeSpan clockIsOff, params Contact[] seeds)
    {
        var link = Link(identity.Contact);
        return new SimulatedDhtNode(identity, link, Create(DhtActor.Props(new DhtSettings
        {
            Self = identity.Peer,
            Signer = identity.Sign,
            Content = () => identity.Content,
            Seeds = seeds,
            Serve = ServeMode.Always,
            Random = RandomId,
        }, link, clockIsOff == TimeSpan.Zero ? _time : new ClockThatIsOff(_time, clockIsOff))), this);
    }

    public T Answer<T>(IActorRef actor, object question, TimeSpan patience)
        where T : class
    {
        T? answer = null;
        Action<object> take = a => answer = a as T;
        var asker = Create(Props.Create(() => new Asker(actor, question, take)));
        for (var waited = TimeSpan.Zero; answer is null && waited < patience; waited += Step) Pass();
        _system.Stop(asker);
        return answer ?? throw new TimeoutException($"No {typeof(T).Name} came.");
    }

    public void Stop(SimulatedDhtNode node)
    {
        node.Link.IsAlive = false;
        _system.Stop(node.Actor);
    }

    public void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step) Pass();
    }

    public SimulatedLink? At(DatagramPeer peer) => peer.Address.ToAddress() is { } address && _links.TryGetValue(address, out var link) && link.Self.Peer == peer.Peer ? link : null;

    public void Sent(ReadOnlySpan<byte> question)
    {
        Questions++;
        // FNV-1a, 64 bits
        foreach (var part in question) Trace = (Trace ^ part) * 1_099_511_628_211;
    }

    /// <summary>After so many ways, unless a datagram gets lost or the receiver is gone. A way takes 10 ms and a long tail.</summary>
    public void Deliver(int ways, SimulatedLink to, Action arrive)
    {
        var delay = TimeSpan.Zero;
        for (var way = 0; way < ways; way++)
        {
            if (Random.NextDouble() < _loss) return;
            delay += TimeSpan.FromMilliseconds(10 - (20 * Math.Log(1 - Random.NextDouble())));
        }

        _events.Enqueue(() =>
        {
            if (to.IsAlive) arrive();
        }, (_now + delay, _order++));
    }

    public void Dispose()
    {
        // Virtual time stands still: nobody waits for an orderly end.
        foreach (var link in _links.Values) link.IsAlive = false;
        _ = _system.Terminate();
    }

    private void Pass()
    {
        _now += Step;
        _time.Advance(Step);
        while (_events.TryPeek(out _, out var next) && next.At <= _now) _events.Dequeue()();
        _scheduler.Advance(Step);
    }

    private IActorRef Create(Props props)
    {
        IActorRef? created = null;
        _root.Tell(new Child(props, child => created = child));
        return created ?? throw new InvalidOperationException("Another thread is at work.");
    }

    private sealed record Child(Props Props, Action<IActorRef> Started);

    private sealed class Root : ReceiveActor
    {
        public Root() => Receive<Child>(s => s.Started(Context.ActorOf(s.Props)));
    }

    private sealed class Asker : ReceiveActor
    {
        public Asker(IActorRef actor, object question, Action<object> answered)
        {
            ReceiveAny(answered);
            actor.Tell(question);
        }
    }

    private sealed class ClockThatIsOff(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;

        public override long GetTimestamp() => time.GetTimestamp();
    }
}
