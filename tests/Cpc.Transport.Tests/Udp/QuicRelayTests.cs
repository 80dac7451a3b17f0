using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Udp;
using Microsoft.Extensions.Time.Testing;

namespace Cpc.Transport.Tests.Udp;

/// <summary>What the relay does with datagrams, whatever QUIC makes of them: bare sockets stand for msquic and for peers.</summary>
public sealed class QuicRelayTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PublicSocket _public = new();
    private readonly Socket _listener = NewSocket();
    private readonly ConcurrentQueue<(TransportRefusal Refusal, IPAddress? From)> _refused = new();
    private readonly List<Socket> _peers = [];
    private QuicRelay _relay = null!;

    private static byte[] Initial => [0xC0, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, .. new byte[1186]];

    public Task InitializeAsync()
    {
        _public.Bind(TransportNode.Loopback);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _relay.Dispose();
        await _public.DisposeAsync();
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var peer in _peers) peer.Dispose();
    }

    [Fact]
    public async Task Datagrams_pass_both_ways_one_for_one()
    {
        Serve();
        var peer = NewPeer();
        var (bytes, at) = await PassAsync(peer);
        Assert.Equal(Initial, bytes);
        Assert.NotEqual(peer.LocalEndPoint, at);
        _listener.SendTo([0x40, 7], at);
        var answer = new byte[10];
        Assert.Equal(2, await peer.ReceiveAsync(answer).Within());
        Assert.Equal(7, answer[1]);
        // Nothing but that.
        Assert.Equal((0, 0), (peer.Available, _listener.Available));
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_reaches_a_peer_through_a_flow()
    {
        Serve();
        var peer = NewPeer();
        var (_, at) = await PassAsync(peer);
        using var other = NewSocket();
        other.SendTo([0x40, 6], at);
        _listener.SendTo([0x40, 7], at);
        var answer = new byte[10];
        await peer.ReceiveAsync(answer).Within();
        Assert.Equal(7, answer[1]);
    }

    [Fact]
    public async Task Unproved_flows_give_way_the_idlest_first()
    {
        Serve(new RelayLimits { MaximumUnproved = 2 });
        var (first, second, third) = (NewPeer(), NewPeer(), NewPeer());
        var (_, atFirst) = await PassAsync(first);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        var (_, atSecond) = await PassAsync(second);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(atFirst, (await PassAsync(first)).From);
        await PassAsync(third);
        Assert.Equal(2, _relay.Flows);
        Assert.Equal(atFirst, (await PassAsync(first)).From);
        Assert.NotEqual(atSecond, (await PassAsync(second)).From);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task A_proved_flow_does_not_give_way_to_unproved_ones()
    {
        Serve(new RelayLimits { MaximumFlows = 2 });
        var connected = NewPeer();
        var (_, at) = await PassAsync(connected);
        _relay.Track(() => at);
        for (var i = 0; i < 10; i++) await PassAsync(NewPeer());
        Assert.Equal(at, (await PassAsync(connected)).From);
        Assert.Equal(connected.LocalEndPoint, _relay.RemoteOf(at));
    }

    [Fact]
    public async Task One_network_does_not_get_all_places_and_another_gets_in()
    {
        Serve(new RelayLimits { MaximumPerNetwork = 2 });
        for (var i = 0; i < 2; i++)
        {
            var (_, at) = await PassAsync(NewPeer());
            _relay.Track(() => at);
        }

        NewPeer().SendTo(Initial, _public.LocalEndPoint);
        await Waiting.Until(() => !_refused.IsEmpty);
        Assert.Equal((TransportRefusal.TooManyOfNetwork, IPAddress.Loopback), Assert.Single(_refused));
        Assert.Equal(2, _relay.Flows);
        await PassAsync(NewPeer("127.9.9.9"));
    }

    [Fact]
    public async Task Unproved_flows_of_one_network_give_way_to_each_other_and_to_nobody_else()
    {
        Serve(new RelayLimits { MaximumUnprovedPerNetwork = 2 });
        var elsewhere = NewPeer("127.9.9.9");
        var (_, at) = await PassAsync(elsewhere);
        for (var i = 0; i < 5; i++) await PassAsync(NewPeer());
        Assert.Equal(3, _relay.Flows);
        Assert.Equal(at, (await PassAsync(elsewhere)).From);
    }

    [Fact]
    public async Task New_flows_are_metered_and_old_ones_are_not()
    {
        Serve(new RelayLimits { NewAtOnce = 2, NewPerSecond = 1 });
        var (first, late) = (NewPeer(), NewPeer());
        await PassAsync(first);
        await PassAsync(NewPeer());
        late.SendTo(Initial, _public.LocalEndPoint);
        await Waiting.Until(() => !_refused.IsEmpty);
        Assert.Equal(TransportRefusal.TooManyHandshakes, Assert.Single(_refused).Refusal);
        await PassAsync(first);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await PassAsync(late);
    }

    [Fact]
    public async Task New_flows_of_one_network_are_metered_and_cost_another_nothing()
    {
        Serve(new RelayLimits { NewAtOnceOfNetwork = 2, NewPerSecondOfNetwork = 1, NewAtOnce = 3, NewPerSecond = 1 });
        await PassAsync(NewPeer());
        await PassAsync(NewPeer());
        for (var i = 0; i < 5; i++) NewPeer().SendTo(Initial, _public.LocalEndPoint);
        await Waiting.Until(() => _refused.Count == 5);
        Assert.All(_refused, r => Assert.Equal((TransportRefusal.TooManyOfNetwork, IPAddress.Loopback), r));
        await PassAsync(NewPeer("127.9.9.9"));
    }

    [Theory]
    [InlineData(0x40, 1, false)]
    [InlineData(0x40, 20, false)]
    [InlineData(0x40, 21, true)]
    [InlineData(0xC0, 1199, false)]
    [InlineData(0xC0, 1200, true)]
    public async Task What_can_not_begin_a_connection_opens_nothing_and_takes_nobodys_place(byte first, int size, bool opens)
    {
        Serve(new RelayLimits { NewAtOnceOfNetwork = 1, NewPerSecondOfNetwork = 1 });
        var datagram = Initial[..size];
        datagram[0] = first;
        NewPeer().SendTo(datagram, _public.LocalEndPoint);
        await Waiting.Until(() => !_refused.IsEmpty || _relay.Flows == 1);
        Assert.Equal(opens ? [] : [(TransportRefusal.Malformed, IPAddress.Loopback)], _refused);
        if (!opens) await PassAsync(NewPeer());
        Assert.Equal(1, _relay.Flows);
    }

    [Fact]
    public async Task Flows_end_when_they_are_idle_unproved_ones_sooner()
    {
        Serve();
        var (_, at) = await PassAsync(NewPeer());
        await PassAsync(NewPeer());
        _relay.Track(() => at);
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(2, _relay.Flows);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, _relay.Flows);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, _relay.Flows);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_is_opened()
    {
        Serve();
        var at = (IPEndPoint)_listener.LocalEndPoint!;
        _relay.StopServing(at);
        var peer = NewPeer();
        peer.SendTo(Initial, _public.LocalEndPoint);
        // Behind it, so that it is known when it was seen.
        peer.SendTo([20], _public.LocalEndPoint);
        await Waiting.Until(() => _public.Dropped(DatagramDrop.Unknown) == 1);
        Assert.Equal(0, _relay.Flows);
        _relay.Serve(at);
        await PassAsync(NewPeer());
        Assert.Equal(1, _relay.Flows);
    }

    [Fact]
    public async Task A_dial_has_its_answers_and_the_listener_what_is_for_it_from_the_same_address()
    {
        Serve();
        var peer = NewPeer();
        using var dialer = NewSocket();
        var flow = _relay.Dial((IPEndPoint)peer.LocalEndPoint!);
        dialer.SendTo([0xC1, 9], flow.LoopbackEndPoint);
        await peer.ReceiveAsync(new byte[10]).Within();
        // A server's: no destination id.
        peer.SendTo([0xC0, 0, 0, 0, 1, 0, 5], _public.LocalEndPoint);
        Assert.Equal(7, await dialer.ReceiveAsync(new byte[10]).Within());
        await PassAsync(peer);
        Assert.Equal((0, 2), (dialer.Available, _relay.Flows));
        // A short header may be either's.
        peer.SendTo([0x41, 9], _public.LocalEndPoint);
        Assert.Equal(2, await dialer.ReceiveAsync(new byte[10]).Within());
        Assert.Equal(2, await _listener.ReceiveAsync(new byte[10]).Within());
        _relay.Release(flow);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, _relay.Flows);
    }

    private static Socket NewSocket(string address = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        return socket;
    }

    private void Serve(RelayLimits? limits = null)
    {
        _relay = new QuicRelay(_public, _clock, limits, (refusal, from) => _refused.Enqueue((refusal, from)));
        _relay.Serve((IPEndPoint)_listener.LocalEndPoint!);
    }

    private Socket NewPeer(string address = "127.0.0.1")
    {
        var peer = NewSocket(address);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>Sends as a peer and takes it as msquic.</summary>
    private async Task<(byte[] Bytes, IPEndPoint From)> PassAsync(Socket peer)
    {
        peer.SendTo(Initial, _public.LocalEndPoint);
        var buffer = new byte[2048];
        var received = await _listener.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).Within();
        return (buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
    }
}
