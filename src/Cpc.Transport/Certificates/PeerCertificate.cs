using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport;

/// <summary>
/// The certificate a node shows in QUIC and TLS: ECDSA P-256, self-signed, made by the process and kept in memory
/// (protocol.md §1). One critical extension binds it to the Ed25519 identity, as the libp2p TLS specification does
/// under an identifier of its own:
/// <code>
/// SignedBinding ::= SEQUENCE { peerId OCTET STRING (32), signature OCTET STRING (64) }
/// signature = Ed25519(identity, "cpc/v1/tls-cert" | DER SubjectPublicKeyInfo of the certificate)
/// </code>
/// </summary>
public sealed class PeerCertificate : IDisposable
{
    /// <summary>The extension: UUID 620cc215-7c99-4183-89b7-80906e2ca3dc under 2.25 (ITU-T X.667), ours alone.</summary>
    public const string ExtensionOid = "2.25.130330587639040110948245021724836144092";

    /// <summary>How long a certificate is valid; it is remade at half of it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    internal static ReadOnlySpan<byte> SignatureLabel => "cpc/v1/tls-cert"u8;

    private PeerCertificate(X509Certificate2 certificate, PeerId peer, DateTimeOffset renewAfter)
    {
        Certificate = certificate;
        Peer = peer;
        RenewAfter = renewAfter;
        // Offline: a self-signed certificate has no chain, and none is to be looked for on the network.
        Context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }

    /// <summary>The identity it is bound to: our own.</summary>
    public PeerId Peer { get; }

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    internal SslStreamCertificateContext Context { get; }

    internal DateTimeOffset RenewAfter { get; }

    /// <summary>Makes a key and a certificate bound to the identity; one Ed25519 signature.</summary>
    /// <exception cref="ObjectDisposedException">The identity's key has been erased.</exception>
    public static PeerCertificate Create(IIdentity identity, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(timeProvider);
        var now = timeProvider.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var binding = EncodeBinding(identity, key.ExportSubjectPublicKeyInfo());

        // The subject says nothing: a certificate is seen by whoever connects.
        var request = new CertificateRequest("CN=cpc", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension(ExtensionOid, binding, critical: true));
        // X.509 times are whole seconds.
        var notBefore = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var made = request.CreateSelfSigned(notBefore, notBefore + Lifetime);
        return new PeerCertificate(Usable(made), identity.PeerId, now + (Lifetime / 2));
    }

    public void Dispose() => Certificate.Dispose();

    internal static byte[] EncodeBinding(IIdentity identity, ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        Span<byte> signature = stackalloc byte[Ed25519.SignatureSize];
        identity.Sign([.. SignatureLabel, .. subjectPublicKeyInfo], signature);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(identity.PeerId.ToArray());
            writer.WriteOctetString(signature);
        }

        return writer.Encode();
    }

    /// <summary>Schannel can't use a key that exists only in memory: there it goes through PKCS#12 into a key store.</summary>
    private static X509Certificate2 Usable(X509Certificate2 made)
    {
        if (!OperatingSystem.IsWindows()) return made;
        using (made)
        {
            var pkcs12 = made.Export(X509ContentType.Pkcs12);
            try
            {
                return X509CertificateLoader.LoadPkcs12(pkcs12, password: null);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(pkcs12);
            }
        }
    }
}
