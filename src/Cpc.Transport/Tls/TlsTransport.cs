using System.Net;
using System.Net.Sockets;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>TLS 1.3 over TCP: where QUIC is missing or UDP does not get through.</summary>
public sealed class TlsTransport : ITransport
{
    internal const string TransportName = "tls";

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

    public string Name => TransportName;

    public bool IsRelay => false;

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

    public Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return new TlsDialer(_options, _certificates, TransportName).DialAsync(
            async cancel =>
            {
                // It fails where the machine has no such addresses or no more descriptors.
                var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(endPoint, cancel).ConfigureAwait(false);
                    return socket;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
            endPoint,
            expected,
            cancellationToken);
    }
}
