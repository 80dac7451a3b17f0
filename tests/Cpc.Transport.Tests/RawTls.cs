using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

/// <summary>A TLS client that trusts everyone.</summary>
internal static class RawTls
{
    public static async Task<SslStream> ConnectAsync(IPEndPoint endPoint, X509Certificate2? certificate, string? network)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "peer",
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            ApplicationProtocols = network is null ? null : [new SslApplicationProtocol(network)],
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            EnabledSslProtocols = SslProtocols.Tls13,
        });
        return tls;
    }

    /// <summary>Takes note of a certificate and refuses none.</summary>
    public static bool Tell(Action<X509Certificate?>? seen, X509Certificate? shown)
    {
        seen?.Invoke(shown);
        return true;
    }
}
