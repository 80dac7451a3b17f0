using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;
using Cpc.Transport;

namespace Cpc.Demo;

/// <summary>
/// A partner that has turned dishonest: it has an identity of its own, speaks the protocol with the project's own
/// code, and then breaks it on purpose over a real connection. Used by the demo and by the tests of refusals.
/// </summary>
public sealed class HostilePeer : IDisposable
{
    private readonly SecureData _seed = SecureData.Random(32);
    private readonly SecureData _static = new(X25519.KeySize);
    private readonly Identity _identity;
    private readonly SecureStorage _storage = SecureStorage.Create(new SecureStorageOptions
    {
        Pools = [new SlotPool(512, 16), new SlotPool(8 << 10, 4)],
        WhenNotLocked = WhenNotLocked.Warn,
    }).Storage ?? throw new InvalidOperationException("No memory for a hostile peer.");

    private readonly string _network;
    private readonly byte[] _staticPublic = new byte[X25519.KeySize];

    public HostilePeer(string network)
    {
        _network = network;
        _identity = new Identity(_seed);
        X25519.GenerateKeyPair(_staticPublic, _static.Span);
    }

    public PeerId Id => _identity.PeerId;

    /// <summary>For a victim's book; nobody listens there. An address of its own: two peers can't have the same.</summary>
    public string IdAtAddress => $"{Id}@127.0.0.1:{1 + (Id.GetHashCode() & 0x7fff)}";

    /// <summary>The node's transports, best first.</summary>
    public IReadOnlyList<ITransport> Transports(string choice) => choice switch
    {
        "tls" => [new TlsTransport(Options)],
        _ => Cpc.Transport.Transports.All(Options),
    };

    private TransportOptions Options => new() { Identity = _identity, Admit = _ => true, Network = $"{_network}/1" };

    /// <summary>Dials a node as it would be dialed by an honest peer.</summary>
    public Task<IPeerConnection> DialAsync(LocalNode victim, CancellationToken cancel) =>
        Transports(victim.Options.Transport)[0].DialAsync(IPEndPoint.Parse(victim.Address), IdOf(victim), cancel);

    /// <summary>Opens a session with a node.</summary>
    public Task<HostileSession> OpenAsync(IPeerConnection connection, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        var record = StaticRecord.Sign(_identity, _staticPublic, now, now.AddDays(1), 1, Suite.Supported);
        return HostileSession.OpenAsync(connection, new SessionContext
        {
            Network = _network,
            Storage = _storage,
            Identity = _identity,
            Statics = [new OwnStatic(new StaticKeyPair(_static, _staticPublic), record.Sequence, record.Encode(), record.NotAfter)],
            Peer = connection.Peer,
        }, cancel);
    }

    /// <summary>A document as this peer would rightly send it.</summary>
    public OutgoingDocument Issue(InvoiceDocument content, LocalNode victim) =>
        OutgoingDocument.Issue(content, Id, IdOf(victim), Guid.CreateVersion7());

    /// <summary>Listens as somebody else's address would.</summary>
    public Task<ITransportListener> ListenAsync(LocalNode like, CancellationToken cancel) =>
        Transports(like.Options.Transport)[0].ListenAsync(new IPEndPoint(IPAddress.Loopback, 0), cancel);

    /// <summary>Connects with TLS and shows no certificate at all; returns once the node has hung up.</summary>
    public async Task ConnectWithoutCertificateAsync(LocalNode victim, CancellationToken cancel)
    {
        var endPoint = IPEndPoint.Parse(victim.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(endPoint, cancel).ConfigureAwait(false);
#pragma warning disable CA5359 // The listener's certificate is not what is tried here, and nothing is sent.
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "cpc",
                EnabledSslProtocols = SslProtocols.Tls13,
                ApplicationProtocols = [new SslApplicationProtocol($"{_network}/1")],
            }, cancel).ConfigureAwait(false);
            var rest = new byte[64];
            while (await tls.ReadAsync(rest, cancel).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // Being thrown out is what was tried.
        }
    }

    public void Dispose()
    {
        _identity.Dispose();
        _storage.Dispose();
        _static.Dispose();
        _seed.Dispose();
    }

    internal static PeerId IdOf(LocalNode node) =>
        PeerId.TryParse(node.Id, out var id) ? id : throw new ArgumentException("The node has no id.", nameof(node));
}
