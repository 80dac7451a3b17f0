using System.Collections.Concurrent;
using System.Net;
using System.Runtime.Versioning;
using Cpc.Transport.Udp;

namespace Cpc.Transport.Tests.Udp;

/// <summary>The behaviour of transports, over QUIC through the public socket; and what only the relay does.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
public class RelayedQuicTransportSpec : QuicTransportSpec, IAsyncLifetime
{
    private readonly ConcurrentQueue<PublicSocket> _sockets = new();
    private readonly ConcurrentQueue<QuicRelay> _relays = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var relay in _relays) relay.Dispose();
        foreach (var socket in _sockets) await socket.DisposeAsync();
    }

    protected override ITransport Create(TransportOptions options) => new QuicTransport(options, NewRelay());

    [SkippableFact]
    public async Task Everything_goes_through_the_public_sockets_and_addresses_are_told_truly()
    {
        await using var pair = await ConnectAsync();
        var (serving, dialing) = (_sockets.First(), _sockets.Last());
        Assert.Equal(dialing.LocalEndPoint, pair.Accepted.RemoteEndPoint);
        Assert.Equal(serving.LocalEndPoint, pair.Dialed.RemoteEndPoint);
        Assert.Equal(serving.LocalEndPoint, pair.Listener.LocalEndPoint);
        await ExchangeAsync(pair.Dialed, pair.Accepted);
        Assert.Equal([1, 1], _relays.Select(r => r.Flows));
    }

    [SkippableFact]
    public async Task A_connection_lives_on_when_the_address_of_its_peer_changes()
    {
        await using var pair = await ConnectAsync();
        await ExchangeAsync(pair.Dialed, pair.Accepted);
        var (before, moved) = (_sockets.Last().LocalEndPoint, new PublicSocket());
        await using var __ = moved;
        // As a router that forgot a mapping makes another.
        moved.Bind(TransportNode.Loopback);
        var other = moved.LocalEndPoint;
        await moved.DisposeAsync();
        _sockets.Last().Bind(other);
        await ExchangeAsync(pair.Dialed, pair.Accepted);
        await ExchangeAsync(pair.Accepted, pair.Dialed);
        await Waiting.Until(() => pair.Accepted.RemoteEndPoint.Equals(other));
        Assert.NotEqual(before, other);
        Assert.False(pair.Dialed.Completion.IsCompleted || pair.Accepted.Completion.IsCompleted);
    }

    [SkippableFact]
    public async Task Both_sides_dial_each_other_and_themselves_twice_and_all_connections_work()
    {
        Require();
        var (one, other) = (new TransportNode(), new TransportNode());
        var (ofOne, ofOther) = (Create(one.Options), Create(other.Options));
        await using var atOne = await ofOne.ListenAsync(TransportNode.Loopback, default).Within();
        await using var atOther = await ofOther.ListenAsync(TransportNode.Loopback, default).Within();
        Task<IPeerConnection>[] dials =
        [
            ofOne.DialAsync(atOther.LocalEndPoint, other.Id, default), ofOther.DialAsync(atOne.LocalEndPoint, one.Id, default),
            ofOne.DialAsync(atOther.LocalEndPoint, other.Id, default), ofOther.DialAsync(atOne.LocalEndPoint, one.Id, default),
        ];
        var dialed = await Task.WhenAll(dials).Within();
        var accepted = new List<IPeerConnection>();
        foreach (var listener in new[] { atOther, atOne, atOther, atOne }) accepted.Add(await listener.AcceptAsync(default).Within());
        // Each from and to the same two addresses.
        Assert.All(dialed.Concat(accepted), c => Assert.Contains(c.RemoteEndPoint, new EndPoint[] { atOne.LocalEndPoint, atOther.LocalEndPoint }));
        foreach (var connection in dialed)
        {
            var stream = await connection.OpenStreamAsync(default).Within();
            await stream.WriteAsync(new byte[100_000], completeWrites: true, default).AsTask().Within();
        }

        foreach (var connection in accepted)
        {
            await using var stream = await connection.AcceptStreamAsync(default).Within();
            Assert.Equal(100_000, (await ReadToEndAsync(stream)).Length);
        }

        foreach (var connection in dialed.Concat(accepted)) await connection.DisposeAsync().Within();
    }

    [SkippableFact]
    public async Task Where_the_public_socket_cannot_go_msquic_dials_by_itself()
    {
        var (node, listener) = await ListenAsync();
        await using var _ = listener;
        await using var unbound = new PublicSocket();
        using var relay = new QuicRelay(unbound, TimeProvider.System);
        var dialer = new QuicTransport(new TransportNode().Options, relay);
        await using var dialed = await dialer.DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        Assert.Equal(0, relay.Flows);
    }

    [SkippableFact]
    public async Task Flows_of_connections_that_ended_are_closed()
    {
        await using (var pair = await ConnectAsync()) await ExchangeAsync(pair.Dialed, pair.Accepted);
        await Waiting.Until(() => _relays.Last().Flows == 0);
    }

    private static async Task ExchangeAsync(IPeerConnection from, IPeerConnection to)
    {
        await using var ours = await from.OpenStreamAsync(default).Within();
        await ours.WriteAsync(new byte[5000], completeWrites: true, default).AsTask().Within();
        await using var theirs = await to.AcceptStreamAsync(default).Within();
        Assert.Equal(5000, (await ReadToEndAsync(theirs)).Length);
    }

    private QuicRelay NewRelay()
    {
        var socket = new PublicSocket();
        socket.Bind(TransportNode.Loopback);
        var relay = new QuicRelay(socket, TimeProvider.System);
        _sockets.Enqueue(socket);
        _relays.Enqueue(relay);
        return relay;
    }
}
