using System.Net;
using Cpc.Cryptography;

namespace Cpc.Transport.Nat;

/// <summary>
/// TLS through a TURN server (docs/adr/0017): where nobody can connect to a node, partners connect to the address that the server
/// lends it; and where a node gets out to the server only, it connects from there. The server sees TLS and nothing of what is
/// in it.
/// </summary>
/// <param name="relay">Started by the first to listen.</param>
public sealed class TurnTransport(TransportOptions options, TurnRelay relay) : ITransport
{
    private const string TransportName = "relay";

    private readonly CertificateSource _certificates = new(options);

    public string Name => TransportName;

    public bool IsRelay => true;

    /// <summary>Listens at the address the server lends, as soon as it does. A node that listens on loopback asks only a server on
    /// loopback.</summary>
    public Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        if (!IPAddress.IsLoopback(endPoint.Address) || IsOnLoopback(relay.Server)) relay.Start(endPoint.AddressFamily);
        return Task.FromResult<ITransportListener>(new TurnListener(relay, new TlsAcceptor(options, _certificates, TransportName)));
    }

    public Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken) =>
        new TlsDialer(options, _certificates, TransportName).DialAsync(cancel => relay.ConnectAsync(endPoint, cancel), endPoint, expected, cancellationToken);

    // Without asking anybody for a name's address.
    private static bool IsOnLoopback(string server) => NatProbe.TryParseServer(server, out var host, out _)
        && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
}
