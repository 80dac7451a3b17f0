using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>The dialing side of TLS, over a TCP connection that is made directly or through a relay.</summary>
/// <param name="transport">Name of the transport.</param>
internal sealed class TlsDialer(TransportOptions options, CertificateSource certificates, string transport)
{
    /// <inheritdoc cref="ITransport.DialAsync"/>
    /// <param name="connect">Makes the TCP connection, which is ours from then on.</param>
    /// <param name="remote">Whom it leads to.</param>
    public async Task<IPeerConnection> DialAsync(Func<CancellationToken, Task<Socket>> connect, EndPoint remote, PeerId expected, CancellationToken cancellationToken)
    {
        if (expected == options.Identity.PeerId) throw new TransportException(TransportRefusal.SelfConnection);
        using var timeout = new CancellationTokenSource(options.HandshakeTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Socket? socket = null;
        SslStream? tls = null;
        TransportRefusal? refusal = null;
        try
        {
            socket = await connect(both.Token).ConfigureAwait(false);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
            var authentication = TlsAuthentication.ForTcpDialer(options, certificates.Current, certificate =>
            {
                refusal = Judgement.OfDialed(options, certificate, expected);
                return refusal is null;
            });
            await tls.AuthenticateAsClientAsync(authentication, both.Token).ConfigureAwait(false);
            if (!TlsAuthentication.IsOurNetwork(options, tls)) throw new TransportException(TransportRefusal.WrongNetwork);
            await ReadGreetingAsync(tls, both.Token).ConfigureAwait(false);
            return new TlsPeerConnection(options, socket, tls, transport, remote, expected, dialed: true, ended: null);
        }
        catch (Exception e)
        {
            socket?.Dispose();
            if (tls is not null) await tls.DisposeAsync().ConfigureAwait(false);
            throw Explain(e, refusal, cancellationToken);
        }
    }

    private static async Task ReadGreetingAsync(SslStream tls, CancellationToken cancellationToken)
    {
        var greeting = new byte[Greeting.Size];
        try
        {
            await tls.ReadExactlyAsync(greeting, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new TransportException(TransportRefusal.GreetingMissing, e);
        }

        if (Greeting.Read(greeting) is { } refused) throw refused;
    }

    private static Exception Explain(Exception e, TransportRefusal? refusal, CancellationToken cancellationToken) => e switch
    {
        TransportException => e,
        OperationCanceledException when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        OperationCanceledException => new TransportException(TransportRefusal.Timeout),
        _ when refusal is { } found => new TransportException(found),
        SocketException => new TransportException(TransportRefusal.Unreachable, e),
        AuthenticationException or IOException => new TransportException(TransportRefusal.Handshake, e),
        _ => e,
    };
}
