using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

/// <summary>What holds for every transport: each inherits these tests (docs/adr/0010, 0011).</summary>
public abstract partial class TransportSpec
{
    /// <summary>Skips the test, with the reason, where the transport is not to be had.</summary>
    protected abstract void Require();

    protected abstract ITransport Create(TransportOptions options);

    /// <summary>Dials without any of our code: handshakes, reads to the end what the other side says, and hangs up.</summary>
    /// <returns>Null when the handshake or the reading failed.</returns>
    protected abstract Task<byte[]?> RawDialAsync(IPEndPoint endPoint, X509Certificate2? certificate, string? network);

    /// <summary>Listens without any of our code; a dialer gets a completed handshake and nothing more.</summary>
    /// <param name="seen">Is told of the dialer's certificate.</param>
    protected abstract Task<(IPEndPoint EndPoint, IAsyncDisposable Server)> RawListenAsync(
        X509Certificate2 certificate, string network, Action<X509Certificate?>? seen = null);

    /// <summary>Begins to connect and then says nothing.</summary>
    protected abstract Task<IDisposable> RawSilenceAsync(IPEndPoint endPoint);

    private protected async Task<TransportPair> ConnectAsync(
        Func<TransportOptions, TransportOptions>? server = null,
        Func<TransportOptions, TransportOptions>? client = null)
    {
        Require();
        var serving = new TransportNode(change: server);
        var dialing = new TransportNode(change: client);
        var listener = await Create(serving.Options).ListenAsync(TransportNode.Loopback, default).Within();
        var accepting = listener.AcceptAsync(default).AsTask();
        var dialed = await Create(dialing.Options).DialAsync(listener.LocalEndPoint, serving.Id, default).Within();
        var accepted = await accepting.Within();
        Assert.Equal(dialing.Id, accepted.Peer);
        return new TransportPair(serving, listener, dialed, accepted);
    }

    private protected async Task<(TransportNode Node, ITransportListener Listener)> ListenAsync(Func<TransportOptions, TransportOptions>? change = null)
    {
        Require();
        var node = new TransportNode(change: change);
        return (node, await Create(node.Options).ListenAsync(TransportNode.Loopback, default).Within());
    }

    /// <summary>After whatever went before: a well-behaved peer still gets in.</summary>
    private protected async Task AssertAcceptsOthersAsync(TransportNode node, ITransportListener listener)
    {
        var accepting = listener.AcceptAsync(default).AsTask();
        var other = new TransportNode();
        await using var dialed = await Create(other.Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await using var accepted = await accepting.Within();
        Assert.Equal(other.Id, accepted.Peer);
    }

    private protected static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        var all = new MemoryStream();
        await stream.CopyToAsync(all).Within();
        return all.ToArray();
    }
}
