using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>
/// Nodes, a clock and datagrams between them: each takes a while, some get lost, the dead are silent. Everything follows
/// from the seed, so a run repeats exactly.
/// </summary>
internal sealed class SimulatedNetwork(int seed, double loss = 0)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _events = new();
    private readonly Dictionary<NodeAddress, SimulatedNode> _byAddress = [];
    private long _order;

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = TestIdentity.Start;

    public List<SimulatedNode> Nodes { get; } = [];

    /// <summary>The liars' common knowledge; empty in an honest network.</summary>
    public List<SimulatedNode> Colluding { get; } = [];

    /// <summary>Bytes an answer may have.</summary>
    public int AnswerRoom { get; set; } = MessageCodec.MaxAnswerSize;

    /// <summary>Requests sent by all.</summary>
    public long Requests { get; private set; }

    public NodeId RandomId()
    {
        var bytes = new byte[NodeId.Size];
        Random.NextBytes(bytes);
        return new NodeId(bytes);
    }

    public SimulatedNode Add(NodeAddress address, TestIdentity? identity = null)
    {
        var node = new SimulatedNode(this, identity ?? new TestIdentity(Random), address);
        Nodes.Add(node);
        _byAddress[address] = node;
        return node;
    }

    public void Collude(SimulatedNode node)
    {
        node.IsColluding = true;
        Colluding.Add(node);
    }

    public void At(DateTimeOffset time, Action action) => _events.Enqueue(action, (time, _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Goes back to the start of time, with nothing under way: where lookups are measured one by one, none should
    /// find the network older than the other did.</summary>
    public void Rewind()
    {
        _events.Clear();
        Now = TestIdentity.Start;
    }

    /// <summary>Runs until nothing is left to happen, or a condition holds, or a time has come.</summary>
    public void Run(Func<bool>? until = null, DateTimeOffset? end = null)
    {
        while (until?.Invoke() != true && _events.TryPeek(out _, out var next))
        {
            if (next.At > end) break;
            var action = _events.Dequeue();
            Now = next.At;
            action();
        }

        if (end is { } time && Now < time && until?.Invoke() != true) Now = time;
    }

    /// <summary>Sends a request; exactly one of the callbacks follows.</summary>
    public void Send(SimulatedNode from, Contact to, KademliaRequest request, Action<KademliaAnswer> answered, Action failed)
    {
        Requests++;
        var isOver = false;
        At(Now + KademliaConstants.QueryTimeout, () =>
        {
            if (isOver) return;
            isOver = true;
            failed();
        });
        // A wrong address or static: no handshake, no answer.
        if (IsLost() || !_byAddress.TryGetValue(to.Address, out var node) || node.Identity.Peer != to.Peer
            || !node.Contact.NoiseStatic.Span.SequenceEqual(to.NoiseStatic.Span)) return;
        var there = Latency();
        var back = Latency();
        After(there, () =>
        {
            if (!node.IsAlive || node.Answer(request, from) is not { } answer || IsLost()) return;
            After(back, () =>
            {
                if (isOver || !from.IsAlive) return;
                isOver = true;
                answered(answer);
            });
        });
    }

    // One way: 10 ms and a long tail.
    private TimeSpan Latency() => TimeSpan.FromMilliseconds(10 - (20 * Math.Log(1 - Random.NextDouble())));

    private bool IsLost() => loss > 0 && Random.NextDouble() < loss;
}
