using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Tests;

public class TlsHandshakeLimitTests
{
    [Fact]
    public async Task Handshakes_beyond_the_limit_are_dropped_and_counted_and_places_come_back()
    {
        var node = new TransportNode(change: o => o with { MaximumPendingHandshakes = 3, HandshakeTimeout = TimeSpan.FromSeconds(3) });
        await using var listener = await new TlsTransport(node.Options).ListenAsync(TransportNode.Loopback, default);
        var silent = new List<TcpClient>();
        for (var i = 0; i < 5; i++)
        {
            silent.Add(new TcpClient());
            await silent[i].ConnectAsync(listener.LocalEndPoint);
        }

        await Waiting.Until(() => node.Refusals.Count(r => r == TransportRefusal.TooManyHandshakes) == 2);
        await Waiting.Until(() => node.Refusals.Count(r => r == TransportRefusal.Timeout) == 3);
        var accepting = listener.AcceptAsync(default).AsTask();
        await using var dialed = await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await using var accepted = await accepting.Within();
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task One_network_does_not_get_all_handshakes_and_another_gets_in()
    {
        var node = new TransportNode(change: o => o with { MaximumPendingHandshakesPerNetwork = 2 });
        await using var listener = await new TlsTransport(node.Options).ListenAsync(new IPEndPoint(IPAddress.Any, 0), default);
        var port = listener.LocalEndPoint.Port;
        using var first = await ConnectAsync("127.0.0.1", port);
        using var second = await ConnectAsync("127.0.0.2", port);
        using var third = await ConnectAsync("127.0.0.3", port);
        await Waiting.Until(() => node.Refusals.Contains(TransportRefusal.TooManyOfNetwork));
        Assert.Single(node.Refusals);
        using var elsewhere = await ConnectAsync("127.0.1.1", port);
        // It is waited for: the one from the full network has been hung up on.
        Assert.Equal(0, await third.Client.ReceiveAsync(new byte[1]).Within());
        var reading = elsewhere.Client.ReceiveAsync(new byte[1]);
        Assert.False(reading.IsCompleted);
        Assert.Single(node.Refusals);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var options = new TransportNode().Options;
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { Network = "" }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { Network = "réseau" }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { StreamWindow = 100_000 }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { IdleTimeout = TimeSpan.Zero }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { KeepAlive = TimeSpan.Zero }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { MaximumInboundStreams = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new TlsTransport(options with { MaximumPendingHandshakes = 0 }));
    }

    private static async Task<TcpClient> ConnectAsync(string from, int port)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }
}
