using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport;

/// <summary>How TLS is configured, the same for TLS over TCP and within QUIC.</summary>
internal static class TlsAuthentication
{
    /// <summary>
    /// For TLS over TCP. SslStream judges the other side only after the whole handshake, when our certificate has
    /// gone out already; choosing our certificate late, with theirs at hand, keeps our identity from an impostor.
    /// </summary>
    public static SslClientAuthenticationOptions ForTcpDialer(TransportOptions options, PeerCertificate own, Func<X509Certificate?, bool> judge)
    {
        var once = Once(judge);
        var dialer = ForDialer(options, once);
        // Asked twice: before the handshake, with nothing at hand, and when the other side asks for a certificate.
        dialer.LocalCertificateSelectionCallback = (_, _, _, theirs, _) => theirs is not null && once(theirs) ? own.Certificate : null!;
        return dialer;
    }

    // The same certificate is judged when ours is chosen and again at the end; a verdict costs two signatures.
    private static Func<X509Certificate?, bool> Once(Func<X509Certificate?, bool> judge)
    {
        byte[]? judged = null;
        var verdict = false;
        return certificate =>
        {
            if (certificate is null) return judge(null);
            var raw = certificate.GetRawCertData();
            if (judged is not null && raw.AsSpan().SequenceEqual(judged)) return verdict;
            verdict = judge(certificate);
            judged = raw;
            return verdict;
        };
    }

    /// <summary>For QUIC: msquic judges the other side before it sends our certificate.</summary>
    public static SslClientAuthenticationOptions ForQuicDialer(TransportOptions options, PeerCertificate own, Func<X509Certificate?, bool> judge)
    {
        var dialer = ForDialer(options, judge);
        dialer.ClientCertificateContext = own.Context;
        return dialer;
    }

    public static SslServerAuthenticationOptions ForAcceptor(TransportOptions options, PeerCertificate own, Func<X509Certificate?, bool> judge) => new()
    {
        ApplicationProtocols = [Protocol(options)],
        ServerCertificateContext = own.Context,
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => judge(certificate),
        CertificateChainPolicy = NoChain(),
        EnabledSslProtocols = SslProtocols.Tls13,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
        AllowRenegotiation = false,
        AllowTlsResume = false,
    };

    private static SslClientAuthenticationOptions ForDialer(TransportOptions options, Func<X509Certificate?, bool> judge) => new()
    {
        // No name is asked for: a peer is known by its identity, and names would be seen by onlookers.
        TargetHost = string.Empty,
        ApplicationProtocols = [Protocol(options)],
        RemoteCertificateValidationCallback = (_, certificate, _, _) => judge(certificate),
        CertificateChainPolicy = NoChain(),
        EnabledSslProtocols = SslProtocols.Tls13,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
        AllowRenegotiation = false,
        AllowTlsResume = false,
    };

    /// <summary>A side that offers no ALPN at all completes the handshake: it is refused here.</summary>
    public static bool IsOurNetwork(TransportOptions options, SslStream tls) => tls.NegotiatedApplicationProtocol == Protocol(options);

    public static SslApplicationProtocol Protocol(TransportOptions options) => new(options.Network);

    /// <summary>
    /// The platform builds a chain before it asks us. It must not fetch anything for it: a certificate may name
    /// addresses, and a peer must not be able to make us call them.
    /// </summary>
    private static X509ChainPolicy NoChain() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
