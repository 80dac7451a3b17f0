using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Datagram;
using Cpc.Transport.Nat;
using Cpc.Transport.Tests.Nat;
using Cpc.Transport.Udp;

namespace Cpc.Transport.Tests.Udp;

/// <summary>One socket for all that is UDP: each gets its own, and only that.</summary>
public sealed class PublicSocketTests : IAsyncLifetime, IDisposable
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(20), 4, 4);

    private readonly PublicSocket _public = new();
    private readonly Socket _stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public Task InitializeAsync()
    {
        _public.Bind(TransportNode.Loopback);
        _stranger.Bind(TransportNode.Loopback);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _public.DisposeAsync();

    public void Dispose() => _stranger.Dispose();

    [Fact]
    public async Task The_DHT_and_STUN_speak_over_one_port()
    {
        using var server = new FakeStunServer(FakeStunServer.Seen);
        await using var stun = new StunSocket(_public, Fast, TimeProvider.System);
        using var aliceKeys = new DatagramNode();
        using var bobKeys = new DatagramNode();
        await using var alice = DatagramEndpoint.On(_public, Options(aliceKeys), Clock);
        await using var bob = DatagramEndpoint.Bind(TransportNode.Loopback, Options(bobKeys), Clock);
        Assert.Equal(_public.LocalEndPoint, alice.LocalEndPoint);

        Assert.Equal(_public.LocalEndPoint, await NatProbe.BindingAsync(stun.To(server.EndPoint), default).Within());
        alice.Ask(new DatagramPeer(bobKeys.Identity.PeerId, bobKeys.Static.PublicKey, bob.LocalEndPoint), new byte[] { 1 }, mayRide: true);
        var question = Assert.IsType<DatagramEvent.Question>(await bob.Events.ReadAsync().Within());
        Assert.Equal(_public.LocalEndPoint, question.Peer.Address);
        bob.Reply(question, [2]);
        Assert.Equal([2], Assert.IsType<DatagramEvent.Answer>(await alice.Events.ReadAsync().Within()).Payload.ToArray());
        Assert.Equal(0, _public.Dropped(DatagramDrop.Unknown) + _public.Dropped(DatagramDrop.Unused));
    }

    [Fact]
    public async Task What_is_nobodys_is_dropped_and_counted()
    {
        await using var stun = new StunSocket(_public, Fast, TimeProvider.System);
        Send([20, 1, 2]);
        Send(new StunWriter(StunClass.Request, StunMethod.Binding).ToBytes());
        await Waiting.Until(() => _public.Dropped(DatagramDrop.Unknown) == 2);
        Send(new byte[PublicSocket.LargestDatagram + 1]);
        await Waiting.Until(() => _public.Dropped(DatagramDrop.TooLarge) == 1);
        Send([0xC0, 1, 2]);
        await Waiting.Until(() => _public.Dropped(DatagramDrop.Unused) == 1);
        Assert.Equal(0, _stranger.Available);
    }

    [Fact]
    public async Task Who_does_not_keep_up_loses_their_own_and_nobody_elses()
    {
        using var server = new FakeStunServer(FakeStunServer.Seen);
        await using var stun = new StunSocket(_public, Fast, TimeProvider.System);
        await using var slow = _public.Open(DatagramKind.Probe);
        var sent = 0;
        while (_public.Dropped(DatagramDrop.QueueFull) == 0)
        {
            Send([8, (byte)sent++]);
            await Task.Yield();
        }

        Assert.InRange(sent, 256, int.MaxValue);
        Assert.NotNull(await NatProbe.BindingAsync(stun.To(server.EndPoint), default).Within());
        var buffer = new byte[PublicSocket.LargestDatagram];
        var from = SocketAddresses.New();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2, await slow.ReceiveAsync(buffer, from).Within());
            Assert.Equal(i, buffer[1]);
        }

        Assert.Equal(_stranger.LocalEndPoint, from.ToEndPoint());
    }

    [Fact]
    public async Task Shares_survive_a_move()
    {
        await using var share = _public.Open(DatagramKind.Probe);
        var before = _public.LocalEndPoint;
        _public.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        Assert.NotEqual(before, _public.LocalEndPoint);
        Send([8]);
        Assert.Equal(1, await share.ReceiveAsync(new byte[1], SocketAddresses.New()).Within());
        using var former = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        former.Bind(before);
    }

    [Fact]
    public void A_taken_address_is_unreachable_and_nothing_changes()
    {
        var before = _public.LocalEndPoint;
        var thrown = Assert.Throws<TransportException>(() => _public.Bind((IPEndPoint)_stranger.LocalEndPoint!));
        Assert.Equal(TransportRefusal.Unreachable, thrown.Refusal);
        Assert.Equal(before, _public.LocalEndPoint);
    }

    [Fact]
    public async Task A_kind_has_one_taker_until_it_is_given_back()
    {
        var first = _public.Open(DatagramKind.Dht);
        Assert.Throws<InvalidOperationException>(() => _public.Open(DatagramKind.Dht));
        await first.DisposeAsync();
        Assert.Equal(-1, await first.ReceiveAsync(new byte[1], SocketAddresses.New()).Within());
        await using var second = _public.Open(DatagramKind.Dht);
        Send([4]);
        Assert.Equal(1, await second.ReceiveAsync(new byte[1], SocketAddresses.New()).Within());
    }

    [Fact]
    public async Task Before_it_is_bound_nothing_is_sent_and_nothing_breaks()
    {
        await using var unbound = new PublicSocket();
        await using var share = unbound.Open(DatagramKind.Probe);
        Assert.Equal(0, unbound.LocalEndPoint.Port);
        Assert.False(share.TrySend([8], _stranger.LocalEndPoint!.Serialize()));
        unbound.Bind(TransportNode.Loopback);
        Assert.True(share.TrySend([8], _stranger.LocalEndPoint!.Serialize()));
        Assert.Equal(1, _stranger.Receive(new byte[1]));
    }

    [Fact]
    public async Task Disposed_it_sends_nothing_more()
    {
        await _public.DisposeAsync();
        Assert.False(_public.TrySend([8], _stranger.LocalEndPoint!.Serialize()));
        Assert.Throws<ObjectDisposedException>(() => _public.Bind(TransportNode.Loopback));
    }

    private static DatagramOptions Options(DatagramNode keys) => new()
    {
        Network = "test",
        Self = keys.Identity.PeerId,
        Statics = () => keys.Statics,
        Send = (_, _) => { },
    };

    // Fixed: the records are of that day.
    private static TestClock Clock
    {
        get
        {
            var clock = new TestClock();
            clock.Advance(DatagramNode.Start - clock.GetUtcNow());
            return clock;
        }
    }

    private void Send(byte[] datagram) => _stranger.SendTo(datagram, _public.LocalEndPoint);
}
