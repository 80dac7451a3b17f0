using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Cpc.Actors.Dht;
using Cpc.Cryptography;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Tests.Dht;

/// <summary>A network in memory: what one asks, the other gets, unless it is cut off.</summary>
internal sealed class MemoryLink : IDhtLink
{
    private static readonly ConcurrentDictionary<(string Network, IPEndPoint), MemoryLink> All = new();
    private static int _lastId;

    private readonly string _network;
    private int _asked;
    private readonly DatagramPeer _self;
    private readonly Channel<DatagramEvent> _events = Channel.CreateBounded<DatagramEvent>(DatagramEndpoint.MaxEvents);
    private readonly ConcurrentDictionary<uint, MemoryLink> _askers = new();
    private readonly ConcurrentDictionary<PeerId, int> _askedOf = new();

    public MemoryLink(string network, DatagramPeer self)
    {
        _network = network;
        _self = self;
        All[(network, self.Address)] = this;
    }

    public bool IsCutOff { get; set; }

    /// <summary>Everything asked after the first question is lost.</summary>
    public bool LosesAllButTheFirst { get; set; }

    public int Asked => _asked;

    public int AskedOf(PeerId peer) => _askedOf.GetValueOrDefault(peer);

    public List<uint> GivenUp { get; } = [];

    public List<(uint Id, byte[] Answer)> Replies { get; } = [];

    public IReadOnlyDictionary<string, long> Refusals { get; } = new Dictionary<string, long>();

    public ChannelReader<DatagramEvent> Events => _events.Reader;

    public uint Ask(DatagramPeer peer, ReadOnlyMemory<byte> question, bool mayRide)
    {
        _askedOf.AddOrUpdate(peer.Peer, 1, (_, n) => n + 1);
        var id = (uint)Interlocked.Increment(ref _lastId);
        if (Interlocked.Increment(ref _asked) > 1 && LosesAllButTheFirst) return id;
        if (!IsCutOff && All.TryGetValue((_network, peer.Address), out var other) && other._self.Peer == peer.Peer && !other.IsCutOff)
        {
            other._askers[id] = this;
            other.Arrive(new DatagramEvent.Question(_self, question.ToArray(), !mayRide, DatagramSessions.MaxAnswer, id));
            if (mayRide) other.Arrive(new DatagramEvent.Proved(_self));
        }

        return id;
    }

    public void Arrive(DatagramEvent received) => _events.Writer.TryWrite(received);

    public bool Introduce(PeerId peer, IPEndPoint address)
    {
        if (!IsCutOff && All.TryGetValue((_network, address), out var other) && other._self.Peer == peer && !other.IsCutOff)
            Arrive(new DatagramEvent.Introduced(other._self));
        return true;
    }

    public void GiveUp(uint id) => GivenUp.Add(id);

    public void Reply(DatagramEvent.Question question, ReadOnlySpan<byte> answer)
    {
        lock (Replies) Replies.Add((question.Id, answer.ToArray()));
        if (answer.IsEmpty || !_askers.TryRemove(question.Id, out var asker)) return;
        asker.Arrive(new DatagramEvent.Answer(_self, question.Id, answer.ToArray()));
    }
}
