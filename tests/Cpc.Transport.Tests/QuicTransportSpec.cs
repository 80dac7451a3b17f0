using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

/// <summary>The behaviour of transports, over QUIC; skipped with the reason where the library is missing.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
public class QuicTransportSpec : TransportSpec
{
    protected override void Require() => Skip.IfNot(QuicTransport.IsSupported, QuicTransport.WhyNotSupported);

    protected override ITransport Create(TransportOptions options) => new QuicTransport(options);

    protected override async Task<byte[]?> RawDialAsync(IPEndPoint endPoint, X509Certificate2? certificate, string? network)
    {
        // QUIC knows no handshake without ALPN (RFC 9001 §8.1): the nearest is a name nobody has.
        await using var connection = await RawConnectAsync(endPoint, certificate, network ?? "none");
        if (connection is null) return null;
        try
        {
            await using var stream = await connection.AcceptInboundStreamAsync();
            return await ReadToEndAsync(stream);
        }
        catch (QuicException)
        {
            return null;
        }
    }

    protected override async Task<(IPEndPoint EndPoint, IAsyncDisposable Server)> RawListenAsync(
        X509Certificate2 certificate, string network, Action<X509Certificate?>? seen = null)
    {
        var listener = await QuicListener.ListenAsync(new QuicListenerOptions
        {
            ListenEndPoint = TransportNode.Loopback,
            ApplicationProtocols = [new SslApplicationProtocol(network)],
            ConnectionOptionsCallback = (_, _, _) => ValueTask.FromResult(new QuicServerConnectionOptions
            {
                DefaultCloseErrorCode = 0,
                DefaultStreamErrorCode = 0,
                ServerAuthenticationOptions = new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ApplicationProtocols = [new SslApplicationProtocol(network)],
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => RawTls.Tell(seen, shown),
                },
            }),
        });
        var serving = Task.Run(async () =>
        {
            try
            {
                await using var connection = await listener.AcceptConnectionAsync();
                await connection.CloseAsync(0);
            }
            catch (Exception e) when (e is QuicException or AuthenticationException)
            {
                // Refused by the dialer.
            }
        });
        return (listener.LocalEndPoint, new Stopping(listener, serving));
    }

    protected override Task<IDisposable> RawSilenceAsync(IPEndPoint endPoint) => Task.FromResult<IDisposable>(new OneDatagram(endPoint));

    [Fact]
    public void Where_it_is_missing_the_reason_says_what_to_install()
    {
        Assert.Equal(QuicTransport.IsSupported, QuicTransport.WhyNotSupported is null);
        if (OperatingSystem.IsLinux() && !QuicTransport.IsSupported) Assert.Contains("libmsquic", QuicTransport.WhyNotSupported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_is_missing_listening_and_dialing_are_refused_and_TLS_is_best()
    {
        var options = new TransportNode().Options;
        Assert.Equal(QuicTransport.IsSupported ? "quic" : "tls", Transports.Best(options).Name);
        if (QuicTransport.IsSupported) return;
        await Create(options).ListenAsync(TransportNode.Loopback, default).Refused(TransportRefusal.NotSupported);
        await Create(options).DialAsync(TransportNode.Loopback, new TestIdentity().PeerId, default).Refused(TransportRefusal.NotSupported);
    }

    private static async Task<QuicConnection?> RawConnectAsync(IPEndPoint endPoint, X509Certificate2? certificate, string network)
    {
        try
        {
            return await QuicConnection.ConnectAsync(new QuicClientConnectionOptions
            {
                RemoteEndPoint = endPoint,
                DefaultCloseErrorCode = 0,
                DefaultStreamErrorCode = 0,
                MaxInboundUnidirectionalStreams = 1,
                ClientAuthenticationOptions = new SslClientAuthenticationOptions
                {
                    TargetHost = "peer",
                    ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
                    ApplicationProtocols = [new SslApplicationProtocol(network)],
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                },
            });
        }
        catch (Exception e) when (e is QuicException or AuthenticationException or SocketException)
        {
            return null;
        }
    }

    private sealed class Stopping(QuicListener listener, Task serving) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await serving.Within();
            await listener.DisposeAsync();
        }
    }

    /// <summary>A dialer of which only the first datagram arrives.</summary>
    private sealed class OneDatagram : IDisposable
    {
        private readonly UdpClient _middle = new(TransportNode.Loopback);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _dialing;

        public OneDatagram(IPEndPoint server)
        {
            _dialing = RawConnectAsync((IPEndPoint)_middle.Client.LocalEndPoint!, null, "cpc/1");
            _ = ForwardAsync(server);
        }

        public void Dispose()
        {
            _stop.Cancel();
            _middle.Dispose();
            _stop.Dispose();
        }

        private async Task ForwardAsync(IPEndPoint server)
        {
            var first = await _middle.ReceiveAsync(_stop.Token);
            await _middle.SendAsync(first.Buffer, server, _stop.Token);
            await _dialing;
        }
    }
}
