using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>TLS 1.3 over TCP: where QUIC is missing or UDP does not get through.</summary>
public sealed class TlsTransport : ITransport
{
    private readonly TransportOptions _options;
    private readonly CertificateSource _certificates;

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public TlsTransport(TransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _certificates = new CertificateSource(options);
    }

    public string Name => "tls";

    public Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        cancellationToken.ThrowIfCancellationRequested();
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endPoint);
            socket.Listen(_options.MaximumPendingHandshakes);
            return Task.FromResult<ITransportListener>(new TlsListener(_options, _certificates, socket));
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new TransportException(TransportRefusal.Unreachable, e);
        }
    }

    public async Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        if (expected == _options.Identity.PeerId) throw new TransportException(TransportRefusal.SelfConnection);
        using var timeout = new CancellationTokenSource(_options.HandshakeTimeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Socket? socket = null;
        SslStream? tls = null;
        TransportRefusal? refusal = null;
        try
        {
            // It fails where the machine has no such addresses or no more descriptors.
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endPoint, both.Token).ConfigureAwait(false);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
            var authentication = TlsAuthentication.ForTcpDialer(_options, _certificates.Current, certificate =>
            {
                refusal = Judgement.OfDialed(_options, certificate, expected);
                return refusal is null;
            });
            await tls.AuthenticateAsClientAsync(authentication, both.Token).ConfigureAwait(false);
            if (!TlsAuthentication.IsOurNetwork(_options, tls)) throw new TransportException(TransportRefusal.WrongNetwork);
            await ReadGreetingAsync(tls, both.Token).ConfigureAwait(false);
            return new TlsPeerConnection(_options, socket, tls, expected, dialed: true, ended: null);
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
