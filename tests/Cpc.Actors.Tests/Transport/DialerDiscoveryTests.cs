using System.Net;
using Cpc.Actors.Dht;
using Cpc.Actors.Peers;
using Cpc.Actors.Tests.Dht;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A peer whose address is unknown, or does not answer, is dialed where discovery finds it.</summary>
public sealed class DialerDiscoveryTests : IDisposable
{
    private static readonly NodeAddress There = new(0xc0000209, false, 4750);

    private readonly DhtIdentity _bob = new(There, DateTimeOffset.UnixEpoch);
    private readonly AddressTransport _network = new();
    private readonly Dictionary<KademliaRefusal, long> _refusals = [];
    private readonly Dialer _dialer;
    private IReadOnlyList<NodeAddress>? _published = [There];
    private int _lookups;
    private int _wrong;
    private IPEndPoint? _own;

    public DialerDiscoveryTests() => _dialer = new Dialer([_network], TimeProvider.System, FindAsync, a => !a.Equals(_own), () => _wrong++);

    public void Dispose() => _bob.Dispose();

    private PeerEntry Entry(string host = "", int port = 0) => new(_bob.Peer, host, port, "bob");

    private Task<PeerFound> FindAsync(PeerId peer, CancellationToken cancel)
    {
        _lookups++;
        var record = _published is null ? null : PeerRecord.Sign(_bob.Settings(true).Content()! with { Addresses = _published, NotBefore = DateTimeOffset.UnixEpoch, NotAfter = DateTimeOffset.UnixEpoch.AddHours(1) }, _bob.Identity.Sign);
        return Task.FromResult(new PeerFound(peer, record, 3, _refusals));
    }

    [Fact]
    public async Task Without_an_address_it_is_found_and_the_next_time_dialed_at_once()
    {
        _network.Answers["192.0.2.9:4750"] = _bob.Peer;
        for (var i = 0; i < 2; i++) Assert.Equal(_bob.Peer, (await _dialer.DialAsync(Entry(), default)).Peer);
        Assert.Equal((1, 2), (_lookups, _network.Dialed.Count));
    }

    [Fact]
    public async Task One_that_is_silent_at_its_address_is_found_elsewhere_and_one_that_answers_is_not_looked_up()
    {
        _network.Answers["192.0.2.9:4750"] = _bob.Peer;
        await _dialer.DialAsync(Entry("192.0.2.1", 4747), default);
        Assert.Equal(["192.0.2.1:4747", "192.0.2.9:4750"], _network.Dialed);
        _network.Answers["192.0.2.2:4747"] = _bob.Peer;
        _network.Dialed.Clear();
        // A new address in the book is tried first.
        await _dialer.DialAsync(Entry("192.0.2.2", 4747), default);
        Assert.Equal((1, "192.0.2.2:4747"), (_lookups, Assert.Single(_network.Dialed)));
    }

    [Fact]
    public async Task Where_discovery_led_and_nobody_answers_any_more_is_looked_up_anew()
    {
        _network.Answers["192.0.2.9:4750"] = _bob.Peer;
        await _dialer.DialAsync(Entry(), default);
        _network.Answers.Clear();
        _network.Answers["192.0.2.10:4750"] = _bob.Peer;
        _published = [There, There with { Ip = There.Ip + 1 }];
        await _dialer.DialAsync(Entry(), default);
        Assert.Equal(2, _lookups);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("192.0.2.1", 4747)]
    public async Task Whoever_answers_at_the_found_address_has_to_be_the_peer_and_another_there_is_no_change_of_its_key(string host, int port)
    {
        _network.Answers["192.0.2.9:4750"] = new PeerId(new byte[32]);
        var told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry(host, port), default));
        Assert.Equal((TransportRefusal.Unreachable, 1), (told.Refusal, _wrong));
    }

    [Fact]
    public async Task What_happened_at_the_address_in_the_book_is_told_whoever_answers_elsewhere()
    {
        _network.Refusals["192.0.2.1:4747"] = TransportRefusal.Timeout;
        _network.Answers["192.0.2.9:4750"] = new PeerId(new byte[32]);
        var told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry("192.0.2.1", 4747), default));
        Assert.Equal((TransportRefusal.Timeout, 1), (told.Refusal, _wrong));
    }

    [Fact]
    public async Task A_record_that_leads_to_ourselves_is_not_followed()
    {
        _own = There.ToEndPoint();
        _published = [There, There with { Ip = There.Ip + 1 }];
        _network.Answers["192.0.2.10:4750"] = _bob.Peer;
        Assert.Equal(_bob.Peer, (await _dialer.DialAsync(Entry(), default)).Peer);
        Assert.Equal("192.0.2.10:4750", Assert.Single(_network.Dialed));
    }

    [Fact]
    public async Task Another_key_at_the_address_in_the_book_is_told_and_nothing_is_looked_up()
    {
        _network.Answers["192.0.2.1:4747"] = new PeerId(new byte[32]);
        var told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry("192.0.2.1", 4747), default));
        Assert.Equal((TransportRefusal.WrongPeer, 0), (told.Refusal, _lookups));
    }

    [Fact]
    public async Task One_that_is_not_found_is_told_and_forged_records_are_told_too()
    {
        _published = null;
        var told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry(), default));
        Assert.Equal(TransportRefusal.NotFound, told.Refusal);
        Assert.Contains("discovery found no record", told.Message, StringComparison.Ordinal);
        _refusals[KademliaRefusal.RecordSignature] = 4;
        told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry(), default));
        Assert.Contains("4 forged or outdated ones were refused", told.Message, StringComparison.Ordinal);
        // With an address in the book, what happened there is told.
        told = await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry("192.0.2.1", 4747), default));
        Assert.Equal(TransportRefusal.Unreachable, told.Refusal);
    }

    [Fact]
    public async Task Of_many_addresses_four_are_tried()
    {
        _published = [.. Enumerable.Range(0, KademliaConstants.MaxAddresses).Select(i => There with { Port = (ushort)(1 + i) })];
        await Assert.ThrowsAsync<TransportException>(() => _dialer.DialAsync(Entry(), default));
        Assert.Equal(4, _network.Dialed.Count);
    }

    /// <summary>A transport on which some addresses answer, each as some peer.</summary>
    private sealed class AddressTransport : ITransport
    {
        public string Name => "fake";

        public bool IsRelay => false;

        public Dictionary<string, PeerId> Answers { get; } = [];

        public Dictionary<string, TransportRefusal> Refusals { get; } = [];

        public List<string> Dialed { get; } = [];

        public Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken)
        {
            Dialed.Add(endPoint.ToString());
            if (!Answers.TryGetValue(endPoint.ToString(), out var peer)) throw new TransportException(Refusals.GetValueOrDefault(endPoint.ToString(), TransportRefusal.Unreachable));
            if (peer != expected) throw new TransportException(TransportRefusal.WrongPeer);
            return Task.FromResult<IPeerConnection>(new GrantingConnection(peer, dialed: true));
        }
    }
}
