using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Tests;

/// <summary>Our TLS against OpenSSL's, from both sides.</summary>
public class OpenSslTests
{
    private const string Network = "cpc/1";

    private static async Task<(TransportNode Node, ITransportListener Listener)> ListenAsync(Func<TransportOptions, TransportOptions>? change = null)
    {
        OpenSsl.Require();
        var node = new TransportNode(change: change);
        return (node, await new TlsTransport(node.Options).ListenAsync(TransportNode.Loopback, default));
    }

    [SkippableFact]
    public async Task A_peer_with_a_bound_certificate_is_greeted_over_TLS_1_3()
    {
        var (node, listener) = await ListenAsync();
        await using var listening = listener;
        var peer = new TestIdentity();
        using var openssl = OpenSsl.Dial(listener.LocalEndPoint, TestCertificates.Make(peer), "-alpn", Network);
        await using var accepted = await listener.AcceptAsync(default).Within();
        Assert.Equal(peer.PeerId, accepted.Peer);
        Assert.Equal(Greeting.Encode(null), await openssl.ReadAsync(Greeting.Size));
        var said = await openssl.EndAsync();
        Assert.Contains("Protocol version: TLSv1.3", said, StringComparison.Ordinal);
        Assert.Contains("Peer certificate: CN = cpc", said, StringComparison.Ordinal);
        // Who hangs up without a word is lost.
        Assert.Equal(CloseReason.Lost, (await accepted.Completion.Within()).Reason);
        Assert.Empty(node.Refusals);
    }

    [SkippableFact]
    public async Task Without_a_certificate_it_is_told_why_and_left()
    {
        var (node, listener) = await ListenAsync();
        await using var listening = listener;
        using var openssl = OpenSsl.Dial(listener.LocalEndPoint, null, "-alpn", Network);
        Assert.Equal(Greeting.Encode(TransportRefusal.NoCertificate), await openssl.ReadAsync(16));
        await openssl.EndAsync();
        Assert.Equal(TransportRefusal.NoCertificate, Assert.Single(node.Refusals));
    }

    [SkippableFact]
    public async Task A_certificate_that_is_bound_to_nobody_is_told_so()
    {
        var (node, listener) = await ListenAsync();
        await using var listening = listener;
        using var openssl = OpenSsl.Dial(listener.LocalEndPoint, TestCertificates.Make(new TestIdentity(), withBinding: false), "-alpn", Network);
        Assert.Equal(Greeting.Encode(TransportRefusal.CertificateNotBound), await openssl.ReadAsync(16));
        await openssl.EndAsync();
        Assert.Equal(TransportRefusal.CertificateNotBound, Assert.Single(node.Refusals));
    }

    [SkippableTheory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3 -alpn another/1")]
    public async Task An_older_TLS_or_another_network_gets_no_handshake(string options)
    {
        var (node, listener) = await ListenAsync();
        await using var listening = listener;
        using var openssl = OpenSsl.Dial(listener.LocalEndPoint, TestCertificates.Make(new TestIdentity()), options.Split(' '));
        Assert.Empty(await openssl.ReadAsync(16));
        Assert.DoesNotContain("CONNECTION ESTABLISHED", await openssl.EndAsync(), StringComparison.Ordinal);
        await Waiting.Until(() => !node.Refusals.IsEmpty);
        Assert.Equal(TransportRefusal.Handshake, Assert.Single(node.Refusals));
    }

    [SkippableFact]
    public async Task Without_ALPN_it_is_another_network()
    {
        var (node, listener) = await ListenAsync();
        await using var listening = listener;
        using var openssl = OpenSsl.Dial(listener.LocalEndPoint, TestCertificates.Make(new TestIdentity()));
        Assert.Equal(Greeting.Encode(TransportRefusal.WrongNetwork), await openssl.ReadAsync(16));
        await openssl.EndAsync();
        Assert.Equal(TransportRefusal.WrongNetwork, Assert.Single(node.Refusals));
    }

    [SkippableTheory]
    [InlineData(true, "-tls1_3", TransportRefusal.WrongPeer)]
    [InlineData(false, "-tls1_3", TransportRefusal.CertificateNotBound)]
    [InlineData(true, "-tls1_2", TransportRefusal.Handshake)]
    public async Task Our_dialer_refuses_another_peer_a_certificate_of_nobody_and_an_older_TLS(bool bound, string version, TransportRefusal refusal)
    {
        OpenSsl.Require();
        var port = FreePort();
        using var openssl = await OpenSsl.ListenAsync(port, TestCertificates.Make(new TestIdentity(), withBinding: bound), "-alpn", Network, version);
        await new TlsTransport(new TransportNode().Options).DialAsync(new IPEndPoint(IPAddress.Loopback, port), new TestIdentity().PeerId, default).Refused(refusal);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
