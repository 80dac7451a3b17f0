using System.Net;
using System.Threading.Channels;
using Cpc.Actors.Dht;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Tests.Dht.Simulation;

/// <summary>A node's link to the simulated network: the first question to somebody rides in a handshake, later ones use its
/// keys.</summary>
internal sealed class SimulatedLink(SimulatedNetwork network, Contact self) : IDhtLink
{
    /// <summary>What fits into RESP.</summary>
    private const int RoomAmongStrangers = 960;

    private readonly SimulatedEvents _events = new();
    private readonly HashSet<(PeerId, NodeAddress)> _met = [];
    private readonly Dictionary<uint, DatagramPeer> _asked = [];
    private readonly Dictionary<uint, (SimulatedLink Asker, uint Id)> _questions = [];
    private uint _lastId;

    public Contact Self { get; } = self;

    public bool IsAlive { get; set; } = true;

    /// <summary>Answers in the place of an actor; null for an honest node.</summary>
    public Func<ReadOnlyMemory<byte>, byte[]>? Lies { get; set; }

    public ChannelReader<DatagramEvent> Events => _events;

    public IReadOnlyDictionary<string, long> Refusals { get; } = new Dictionary<string, long>();

    private DatagramPeer AsPeer => Self.ToPeer();

    public uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide)
    {
        var id = ++_lastId;
        _asked[id] = peer;
        network.Sent(question.Span);
        if (network.At(peer) is not { } other) return id;
        var isMet = _met.Contains((other.Self.Peer, other.Self.Address));
        // Without keys, what must not be replayed waits for the handshake.
        network.Deliver(isMet || mayRide ? 1 : 3, other, () => other.Receive(this, id, question.ToArray(), isMet || !mayRide));
        return id;
    }

    public bool Introduce(PeerId peer, IPEndPoint address) => true;

    public void GiveUp(uint id)
    {
        if (_asked.Remove(id, out var peer) && peer.Address.ToAddress() is { } address) _met.Remove((peer.Peer, address));
    }

    public void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer)
    {
        if (!_questions.Remove(question.Id, out var asked) || answer.IsEmpty) return;
        Send(asked.Asker, asked.Id, answer.ToArray(), question.IsProved);
    }

    private void Receive(SimulatedLink from, uint id, byte[] question, bool isProved)
    {
        if (Lies is { } lie)
        {
            Send(from, id, lie(question), isProved);
            return;
        }

        var own = ++_lastId;
        _questions[own] = (from, id);
        _events.Arrive(new DatagramEvent.Question(from.AsPeer, question, isProved, isProved ? DatagramSessions.MaxAnswer : RoomAmongStrangers, own));
    }

    private void Send(SimulatedLink asker, uint id, byte[] answer, bool isProved) => network.Deliver(1, asker, () =>
    {
        if (!asker._asked.Remove(id, out var peer)) return;
        asker._met.Add((Self.Peer, Self.Address));
        asker._events.Arrive(new DatagramEvent.Answer(peer, id, answer));
        if (isProved) return;
        network.Deliver(1, this, () =>
        {
            _met.Add((asker.Self.Peer, asker.Self.Address));
            if (Lies is null) _events.Arrive(new DatagramEvent.Proved(asker.AsPeer));
        });
    });
}
