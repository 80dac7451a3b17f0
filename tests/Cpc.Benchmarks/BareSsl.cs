using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Benchmarks;

/// <summary>TLS 1.3 over loopback TCP with nothing around it: what our transport is measured against.</summary>
internal sealed class BareSsl : IDisposable
{
    private readonly SslStream _stream;

    public BareSsl()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=bare", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            var server = new SslStream((await listener.AcceptTcpClientAsync()).GetStream());
            await server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls13 });
            var buffer = new byte[64 << 10];
            for (long total = 0; ;)
            {
                total += await server.ReadAsync(buffer);
                if (total < TransportBenchmarks.Bulk) continue;
                total -= TransportBenchmarks.Bulk;
                await server.WriteAsync(new byte[1]);
            }
        });
        var client = new TcpClient { NoDelay = true };
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        _stream = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown is not null);
        _stream.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "bare", EnabledSslProtocols = SslProtocols.Tls13 });
    }

    public void Dispose() => _stream.Dispose();

    public async Task SendAsync(byte[] chunk)
    {
        for (long sent = 0; sent < TransportBenchmarks.Bulk; sent += chunk.Length) await _stream.WriteAsync(chunk);
        await _stream.ReadExactlyAsync(new byte[1]);
    }
}
