using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

/// <summary>The behaviour of transports, over TLS.</summary>
public class TlsTransportSpec : TransportSpec
{
    [Fact]
    public async Task A_kind_of_address_that_the_machine_does_not_have_is_unreachable()
    {
        var transport = new TlsTransport(new TransportNode().Options);
        await transport.DialAsync(new ForeignEndPoint(), new TransportNode().Id, default).Refused(TransportRefusal.Unreachable);
        await Assert.ThrowsAsync<TransportException>(() => transport.ListenAsync(new ForeignEndPoint(), default));
    }

    protected override void Require()
    {
        // Everywhere.
    }

    protected override ITransport Create(TransportOptions options) => new TlsTransport(options);

    protected override async Task<byte[]?> RawDialAsync(IPEndPoint endPoint, X509Certificate2? certificate, string? network)
    {
        try
        {
            await using var tls = await RawTls.ConnectAsync(endPoint, certificate, network);
            var said = new byte[1024];
            // An accepting side goes on with frames and does not close: the greeting is enough.
            return said[..await tls.ReadAtLeastAsync(said, Greeting.Size, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return null;
        }
    }

    protected override Task<(IPEndPoint EndPoint, IAsyncDisposable Server)> RawListenAsync(
        X509Certificate2 certificate, string network, Action<X509Certificate?>? seen = null)
    {
        var listener = new TcpListener(TransportNode.Loopback);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ApplicationProtocols = [new SslApplicationProtocol(network)],
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => RawTls.Tell(seen, shown),
                });
                await tls.ShutdownAsync();
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // Refused by the dialer.
            }
        });
        return Task.FromResult(((IPEndPoint)listener.LocalEndpoint, (IAsyncDisposable)new Stopping(listener, serving)));
    }

    protected override async Task<IDisposable> RawSilenceAsync(IPEndPoint endPoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync(endPoint);
        return client;
    }

    private sealed class Stopping(TcpListener listener, Task serving) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await serving.Within();
            listener.Dispose();
        }
    }

    private sealed class ForeignEndPoint() : IPEndPoint(IPAddress.Loopback, 9)
    {
        public override AddressFamily AddressFamily => AddressFamily.AppleTalk;
    }
}
