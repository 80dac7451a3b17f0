using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Cpc.Cryptography;

namespace Cpc.Transport.Tests;

/// <summary>Who gets in, who does not, and what each side is told.</summary>
public abstract partial class TransportSpec
{
    public enum Fault
    {
        None,
        NoCertificate,
        NoBinding,
        BindingOfAnotherKey,
        WrongSignature,
        Expired,
        NotYetValid,
    }

    [SkippableFact]
    public async Task Both_sides_know_whom_they_are_connected_to()
    {
        await using var pair = await ConnectAsync();
        Assert.Equal(pair.Server.Id, pair.Dialed.Peer);
        Assert.True(pair.Dialed.Dialed);
        Assert.False(pair.Accepted.Dialed);
        Assert.Equal(pair.Listener.LocalEndPoint, pair.Dialed.RemoteEndPoint);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)pair.Accepted.RemoteEndPoint).Address);
        Assert.Empty(pair.Server.Refusals);
    }

    [SkippableFact]
    public async Task Dialing_another_peer_than_the_one_that_answers_is_refused()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            var dialing = Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, new TestIdentity().PeerId, default);
            Assert.False((await dialing.Refused(TransportRefusal.WrongPeer)).SaidByPeer);
            await DropAcceptedAsync(listener);
            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    [SkippableTheory]
    [InlineData(Fault.NoCertificate, TransportRefusal.NoCertificate)]
    [InlineData(Fault.NoBinding, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.BindingOfAnotherKey, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.WrongSignature, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.Expired, TransportRefusal.CertificateExpired)]
    [InlineData(Fault.NotYetValid, TransportRefusal.CertificateExpired)]
    public async Task A_dialer_without_a_right_certificate_is_told_why_it_is_refused(Fault fault, TransportRefusal refusal)
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            using var certificate = Faulty(fault, new TestIdentity());
            var said = await RawDialAsync(listener.LocalEndPoint, certificate, node.Options.Network).Within();
            Assert.Equal(Greeting.Encode(refusal), said);
            await Waiting.Until(() => node.Refusals.Contains(refusal));
            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    [SkippableFact]
    public async Task A_dialer_with_a_right_certificate_is_greeted()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            using var certificate = TestCertificates.Make(new TestIdentity());
            var said = await RawDialAsync(listener.LocalEndPoint, certificate, node.Options.Network).Within();
            Assert.Equal(Greeting.Encode(null), said?[..Greeting.Size]);
            await DropAcceptedAsync(listener);
        }
    }

    [SkippableTheory]
    [InlineData(Fault.NoBinding, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.BindingOfAnotherKey, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.WrongSignature, TransportRefusal.CertificateNotBound)]
    [InlineData(Fault.Expired, TransportRefusal.CertificateExpired)]
    public async Task An_acceptor_without_a_right_certificate_is_refused_by_the_dialer(Fault fault, TransportRefusal refusal)
    {
        Require();
        var (node, identity) = (new TransportNode(), new TestIdentity());
        using var certificate = Faulty(fault, identity);
        var (endPoint, server) = await RawListenAsync(certificate!, node.Options.Network).Within();
        await using (server)
        {
            await Create(node.Options).DialAsync(endPoint, identity.PeerId, default).Refused(refusal);
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_the_dialed_peer_learns_who_dials(bool isDialedPeer)
    {
        Require();
        var (node, identity) = (new TransportNode(change: o => o with { HandshakeTimeout = TimeSpan.FromSeconds(2) }), new TestIdentity());
        using var certificate = TestCertificates.Make(identity);
        X509Certificate? seen = null;
        var (endPoint, server) = await RawListenAsync(certificate, node.Options.Network, shown => seen = shown).Within();
        await using (server)
        {
            var dialing = Create(node.Options).DialAsync(endPoint, isDialedPeer ? identity.PeerId : new TestIdentity().PeerId, default);
            await dialing.Refused(isDialedPeer ? TransportRefusal.GreetingMissing : TransportRefusal.WrongPeer);
        }

        Assert.Equal(isDialedPeer, seen is not null);
    }

    [SkippableFact]
    public async Task An_acceptor_that_does_not_greet_is_refused()
    {
        Require();
        var (node, identity) = (new TransportNode(change: o => o with { HandshakeTimeout = TimeSpan.FromSeconds(2) }), new TestIdentity());
        using var certificate = TestCertificates.Make(identity);
        var (endPoint, server) = await RawListenAsync(certificate, node.Options.Network).Within();
        await using (server)
        {
            await Create(node.Options).DialAsync(endPoint, identity.PeerId, default).Refused(TransportRefusal.GreetingMissing);
        }
    }

    [SkippableFact]
    public async Task An_unknown_peer_is_told_so()
    {
        var known = new TestIdentity();
        var (node, listener) = await ListenAsync(o => o with { Admit = peer => peer == known.PeerId });
        await using (listener)
        {
            var refused = await Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.UnknownPeer);
            Assert.True(refused.SaidByPeer);
            Assert.Equal([TransportRefusal.UnknownPeer], node.Refusals);

            await using var dialed = await Create(new TransportNode(known).Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
            await using var accepted = await listener.AcceptAsync(default).Within();
            Assert.Equal(known.PeerId, accepted.Peer);
        }
    }

    [SkippableFact]
    public async Task An_admission_that_fails_admits_nobody()
    {
        var (node, listener) = await ListenAsync(o => o with { Admit = _ => throw new InvalidOperationException() });
        await using (listener)
        {
            await Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.UnknownPeer);
        }
    }

    [SkippableFact]
    public async Task Nobody_connects_to_himself()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            await Create(node.Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.SelfConnection);
            using var certificate = TestCertificates.Make(node.Identity);
            var said = await RawDialAsync(listener.LocalEndPoint, certificate, node.Options.Network).Within();
            Assert.Equal(Greeting.Encode(TransportRefusal.SelfConnection), said);
            Assert.Equal([TransportRefusal.SelfConnection], node.Refusals);
        }
    }

    [SkippableFact]
    public async Task Another_network_is_refused()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            var stranger = new TransportNode(change: o => o with { Network = "cpc-test/1" });
            await Create(stranger.Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.Handshake);
            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    [SkippableFact]
    public async Task A_dialer_that_names_no_network_is_not_accepted()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            using var certificate = TestCertificates.Make(new TestIdentity());
            var said = await RawDialAsync(listener.LocalEndPoint, certificate, network: null).Within();
            if (said is not null) Assert.Equal(Greeting.Encode(TransportRefusal.WrongNetwork), said);
            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    [SkippableFact]
    public async Task Garbage_sent_to_the_port_does_no_harm()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            for (var i = 0; i < 10; i++)
            {
                var garbage = SecureRandom.Bytes(1200);
                using var udp = new UdpClient();
                await udp.SendAsync(garbage, listener.LocalEndPoint);
                using var tcp = new TcpClient();
                try
                {
                    await tcp.ConnectAsync(listener.LocalEndPoint);
                    await tcp.GetStream().WriteAsync(garbage);
                }
                catch (SocketException)
                {
                    // QUIC does not listen on TCP.
                }
            }

            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    [SkippableFact]
    public async Task A_dialer_that_says_nothing_is_dropped_and_blocks_nobody()
    {
        var (node, listener) = await ListenAsync(o => o with { HandshakeTimeout = TimeSpan.FromSeconds(2) });
        await using (listener)
        {
            using var first = await RawSilenceAsync(listener.LocalEndPoint).Within();
            using var second = await RawSilenceAsync(listener.LocalEndPoint).Within();
            await AssertAcceptsOthersAsync(node, listener);
            await Waiting.Until(() => node.Refusals.Count >= 2);
            Assert.All(node.Refusals, refusal => Assert.Equal(TransportRefusal.Timeout, refusal));
            await AssertAcceptsOthersAsync(node, listener);
        }
    }

    private static X509Certificate2? Faulty(Fault fault, TestIdentity identity) => fault switch
    {
        Fault.NoCertificate => null,
        Fault.NoBinding => TestCertificates.Make(identity, withBinding: false),
        Fault.BindingOfAnotherKey => TestCertificates.Make(identity, bindAnotherKey: true),
        Fault.WrongSignature => TestCertificates.Make(identity, alterBinding: TestCertificates.FlipLast),
        Fault.Expired => TestCertificates.Make(identity, notBefore: TimeProvider.System.GetUtcNow().AddDays(-2)),
        Fault.NotYetValid => TestCertificates.Make(identity, notBefore: TimeProvider.System.GetUtcNow().AddDays(2)),
        _ => TestCertificates.Make(identity),
    };

    /// <summary>With TLS 1.3 the acceptor may be done before the dialer has refused it: takes such a connection out.</summary>
    private static async Task DropAcceptedAsync(ITransportListener listener)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            await using var accepted = await listener.AcceptAsync(brief.Token);
        }
        catch (OperationCanceledException)
        {
            // It was not accepted.
        }
    }

    [SkippableFact]
    public async Task A_listener_and_a_dialer_that_outlive_their_certificates_show_new_ones()
    {
        var clock = new TestClock();
        var (node, listener) = await ListenAsync(o => o with { TimeProvider = clock });
        await using var listening = listener;
        var other = new TransportNode(change: o => o with { TimeProvider = clock });
        var dialing = Create(other.Options);
        for (var life = 0; life < 3; life++)
        {
            var accepting = listener.AcceptAsync(default).AsTask();
            await using var dialed = await dialing.DialAsync(listener.LocalEndPoint, node.Id, default).Within();
            await using var accepted = await accepting.Within();
            Assert.Equal(other.Id, accepted.Peer);
            clock.Advance(PeerCertificate.Lifetime + TimeSpan.FromDays(1));
        }

        Assert.Empty(node.Refusals);
    }
}
