using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cpc.Sessions;

namespace Cpc.Transport.Tests;

/// <summary>Certificates as a peer that breaks the rules would make them.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Make(
        IIdentity identity,
        ECCurve? curve = null,
        HashAlgorithmName? hash = null,
        bool critical = true,
        bool withBinding = true,
        bool bindAnotherKey = false,
        Func<byte[], byte[]>? alterBinding = null,
        DateTimeOffset? notBefore = null,
        TimeSpan? lifetime = null,
        params X509Extension[] more)
    {
        var start = notBefore ?? TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cpc", key, hash ?? HashAlgorithmName.SHA256);
        if (withBinding)
        {
            var binding = PeerCertificate.EncodeBinding(identity, (bindAnotherKey ? other : key).ExportSubjectPublicKeyInfo());
            request.CertificateExtensions.Add(new X509Extension(PeerCertificate.ExtensionOid, alterBinding?.Invoke(binding) ?? binding, critical));
        }

        foreach (var extension in more) request.CertificateExtensions.Add(extension);
        return request.CreateSelfSigned(start, start + (lifetime ?? TimeSpan.FromDays(1)));
    }

    public static byte[] FlipLast(byte[] bytes)
    {
        bytes[^1] ^= 1;
        return bytes;
    }
}
