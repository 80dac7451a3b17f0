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

        await Waiting.Until(() => node.Refusals.Count(r => r == TransportRefusal.TooManyConnections) == 2);
        await Waiting.Until(() => node.Refusals.Count(r => r == TransportRefusal.Timeout) == 3);
        var accepting = listener.AcceptAsync(default).AsTask();
        await using var dialed = await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await using var accepted = await accepting.Within();
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Connections_are_limited_in_all()
    {
        var node = new TransportNode(change: o => o with { MaximumConnections = 1 });
        await using var listener = await new TlsTransport(node.Options).ListenAsync(TransportNode.Loopback, default);
        await using var first = await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.TooManyConnections);
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
}
