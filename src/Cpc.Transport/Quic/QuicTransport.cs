using System.Net;
using System.Net.Quic;
using System.Runtime.Versioning;
using Cpc.Cryptography;
using Cpc.Transport.Udp;

namespace Cpc.Transport;

/// <summary>QUIC (RFC 9000) with msquic.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
public sealed class QuicTransport : ITransport
{
    internal const string TransportName = "quic";

    private readonly TransportOptions _options;
    private readonly CertificateSource _certificates;
    private readonly QuicRelay? _relay;

    /// <param name="options">What both transports need to know.</param>
    /// <param name="relay">To listen on and dial from the node's public socket; null for sockets of msquic's own.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public QuicTransport(TransportOptions options, QuicRelay? relay = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _relay) = (options, relay);
        _certificates = new CertificateSource(options);
    }

    /// <summary>Whether this machine can do QUIC: the library must be there at run time.</summary>
    [SupportedOSPlatformGuard("linux")]
    [SupportedOSPlatformGuard("macos")]
    [SupportedOSPlatformGuard("windows")]
    public static bool IsSupported =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicListener.IsSupported && QuicConnection.IsSupported;

    /// <summary>Why QUIC is not to be had here, and what to do about it; null when it is.</summary>
    public static string? WhyNotSupported
    {
        get
        {
            if (IsSupported) return null;
            if (OperatingSystem.IsWindows()) return "QUIC needs TLS 1.3, which this Windows does not have. Update Windows, or use TLS over TCP.";
            if (OperatingSystem.IsMacOS()) return "QUIC needs the library libmsquic 2.2 or newer, which was not found. Install it with 'brew install libmsquic', or use TLS over TCP.";
            return "QUIC needs the library libmsquic 2.2 or newer, which was not found. Install it ('apk add libmsquic' on Alpine; 'apt-get install libmsquic' with Microsoft's package feed on Debian and Ubuntu), or use TLS over TCP.";
        }
    }

    public string Name => TransportName;

    public bool IsRelay => false;

    public async Task<ITransportListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ThrowIfNotSupported();
        try
        {
            return await QuicTransportListener.StartAsync(_options, _certificates, _relay, endPoint, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (QuicFaults.IsExpected(e))
        {
            throw new TransportException(TransportRefusal.Unreachable, e);
        }
    }

    public async Task<IPeerConnection> DialAsync(IPEndPoint endPoint, PeerId expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ThrowIfNotSupported();
        if (expected == _options.Identity.PeerId) throw new TransportException(TransportRefusal.SelfConnection);
        using var timeout = new CancellationTokenSource(_options.HandshakeTimeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        // Where the public socket can't go, as from a loopback address to another machine, msquic's own may.
        var flow = _relay is not null && _relay.Reaches(endPoint) ? _relay.Dial(endPoint) : null;
        QuicConnection? connection = null;
        TransportRefusal? refusal = null;
        var opening = new OpeningCredit();
        try
        {
            var authentication = TlsAuthentication.ForQuicDialer(_options, _certificates.Current, certificate =>
            {
                refusal = Judgement.OfDialed(_options, certificate, expected);
                return refusal is null;
            });
            connection = await QuicConnection.ConnectAsync(QuicSettings.ForDialer(_options, flow?.LoopbackEndPoint ?? endPoint, authentication, opening), both.Token).ConfigureAwait(false);
            var early = await ReadGreetingAsync(connection, both.Token).ConfigureAwait(false);
            return new QuicPeerConnection(connection, expected, dialed: true, opening, early, ended: null, _relay, flow);
        }
        catch (Exception e)
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            if (flow is not null) _relay!.Release(flow);
            if (e is TransportException) throw;
            cancellationToken.ThrowIfCancellationRequested();
            if (refusal is { } found) throw new TransportException(found);
            if (e is OperationCanceledException) throw new TransportException(TransportRefusal.Timeout);
            if (!QuicFaults.IsExpected(e)) throw;
            throw new TransportException(connection is null ? QuicFaults.OfHandshake(e) : TransportRefusal.GreetingMissing, e);
        }
    }

    /// <summary>The greeting has the acceptor's one unidirectional stream, which other streams may overtake.</summary>
    private static async Task<List<QuicStream>> ReadGreetingAsync(QuicConnection connection, CancellationToken cancellationToken)
    {
        var early = new List<QuicStream>();
        while (true)
        {
            var stream = await connection.AcceptInboundStreamAsync(cancellationToken).ConfigureAwait(false);
            if (stream.Type == QuicStreamType.Bidirectional)
            {
                early.Add(stream);
                continue;
            }

            await using (stream.ConfigureAwait(false))
            {
                var greeting = new byte[Greeting.Size + 1];
                var size = await stream.ReadAtLeastAsync(greeting, greeting.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (Greeting.Read(greeting.AsSpan(0, size)) is { } refused) throw refused;
                return early;
            }
        }
    }

    private static void ThrowIfNotSupported()
    {
        if (WhyNotSupported is { } reason) throw new TransportException(TransportRefusal.NotSupported, reason);
    }
}
