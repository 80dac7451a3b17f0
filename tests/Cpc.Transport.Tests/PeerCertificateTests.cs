using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

public class PeerCertificateTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TestIdentity _identity = new();

    [Fact]
    public void A_certificate_of_ours_names_its_peer()
    {
        using var certificate = PeerCertificate.Create(_identity, TimeProvider.System);
        Assert.Null(PeerCertificateVerifier.Verify(certificate.Certificate.RawData, TimeProvider.System.GetUtcNow(), out var peer));
        Assert.Equal(_identity.PeerId, peer);
        Assert.Equal(_identity.PeerId, certificate.Peer);
        Assert.True(certificate.Certificate.HasPrivateKey);
    }

    [Fact]
    public void A_certificate_made_by_the_rules_is_accepted() => AssertAccepted(TestCertificates.Make(_identity));

    [Fact]
    public void An_unknown_extension_that_is_not_critical_is_ignored() =>
        AssertAccepted(TestCertificates.Make(_identity, more: new X509Extension("1.2.3.4", [5, 0], critical: false)));

    [Fact]
    public void No_certificate_is_refused() => Assert.Equal(TransportRefusal.NoCertificate, PeerCertificateVerifier.Verify(default, Now, out _));

    [Fact]
    public void A_certificate_without_the_binding_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, withBinding: false));

    [Fact]
    public void A_binding_that_is_not_critical_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, critical: false));

    [Fact]
    public void A_binding_of_another_key_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, bindAnotherKey: true));

    [Fact]
    public void A_binding_whose_signature_is_wrong_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, alterBinding: TestCertificates.FlipLast));

    [Fact]
    public void A_binding_that_names_another_peer_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, alterBinding: binding =>
        {
            // SEQUENCE header 2, OCTET STRING header 2, then the 32 bytes of the identity.
            new TestIdentity().PeerId.CopyTo(binding.AsSpan(4));
            return binding;
        }));

    [Fact]
    public void A_binding_with_trailing_bytes_is_refused() =>
        AssertRefused(TransportRefusal.Malformed, TestCertificates.Make(_identity, alterBinding: binding => [.. binding, 0]));

    [Fact]
    public void A_binding_with_a_third_element_is_refused() =>
        AssertRefused(TransportRefusal.Malformed, TestCertificates.Make(_identity, alterBinding: binding =>
        {
            byte[] longer = [.. binding, 4, 0];
            longer[1] += 2;
            return longer;
        }));

    [Fact]
    public void An_unknown_critical_extension_is_refused() =>
        AssertRefused(TransportRefusal.Malformed, TestCertificates.Make(_identity, more: new X509Extension("1.2.3.4", [5, 0], critical: true)));

    [Fact]
    public void Two_bindings_are_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var binding = PeerCertificate.EncodeBinding(_identity, key.ExportSubjectPublicKeyInfo());
        var one = new CertificateRequest("CN=cpc", key, HashAlgorithmName.SHA256);
        one.CertificateExtensions.Add(new X509Extension(PeerCertificate.ExtensionOid, binding, critical: true));
        Assert.Null(Verify(Sign(key, Tbs(one.CreateSelfSigned(Now, Now.AddDays(1)).RawData))));
        Assert.Equal(TransportRefusal.Malformed, Verify(Sign(key, Tbs(one.CreateSelfSigned(Now, Now.AddDays(1)).RawData, twice: true))));
    }

    [Fact]
    public void Another_curve_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, curve: ECCurve.NamedCurves.nistP384));

    [Fact]
    public void Another_hash_is_refused() =>
        AssertRefused(TransportRefusal.CertificateNotBound, TestCertificates.Make(_identity, hash: HashAlgorithmName.SHA384));

    [Fact]
    public void A_certificate_that_did_not_sign_itself_is_refused()
    {
        var der = TestCertificates.Make(_identity).RawData;
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(TransportRefusal.CertificateNotBound, Verify(Sign(another, Tbs(der))));
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Equal(TransportRefusal.Malformed, Verify([.. TestCertificates.Make(_identity).RawData, 0]));

    [Fact]
    public void A_certificate_beyond_the_largest_size_is_refused() =>
        Assert.Equal(TransportRefusal.Malformed, Verify(TestCertificates.Make(_identity, more: new X509Extension("1.2.3.4", new byte[5000], critical: false)).RawData));

    [Fact]
    public void Every_truncation_is_refused()
    {
        var der = TestCertificates.Make(_identity).RawData;
        for (var length = 1; length < der.Length; length++) Assert.NotNull(Verify(der[..length]));
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        var der = TestCertificates.Make(_identity).RawData;
        for (var i = 0; i < der.Length; i++)
        {
            var altered = der.ToArray();
            altered[i] ^= (byte)(1 << (i % 8));
            Assert.NotNull(Verify(altered));
        }
    }

    [Theory]
    [InlineData(-290, true)]
    [InlineData(-310, false)]
    [InlineData(86400 + 290, true)]
    [InlineData(86400 + 310, false)]
    public void Validity_holds_within_the_allowed_skew_of_clocks(int seconds, bool accepted)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
        var certificate = TestCertificates.Make(_identity, notBefore: start, lifetime: TimeSpan.FromDays(1));
        var refusal = PeerCertificateVerifier.Verify(certificate.RawData, start.AddSeconds(seconds), out _);
        Assert.Equal(accepted ? null : TransportRefusal.CertificateExpired, refusal);
    }

    [Fact]
    public void The_certificate_is_remade_at_half_of_its_life()
    {
        var clock = new TestClock();
        var source = new CertificateSource(new TransportOptions { Identity = _identity, Admit = _ => true, TimeProvider = clock });
        var first = source.Current;
        Assert.Same(first, source.Current);
        clock.Advance(PeerCertificate.Lifetime / 2);
        Assert.NotSame(first, source.Current);
    }

    private static TransportRefusal? Verify(byte[] der) => PeerCertificateVerifier.Verify(der, TimeProvider.System.GetUtcNow(), out _);

    private static void AssertRefused(TransportRefusal refusal, X509Certificate2 certificate)
    {
        Assert.Equal(refusal, PeerCertificateVerifier.Verify(certificate.RawData, Now, out var peer));
        Assert.Equal(default, peer);
        certificate.Dispose();
    }

    private void AssertAccepted(X509Certificate2 certificate)
    {
        Assert.Null(PeerCertificateVerifier.Verify(certificate.RawData, Now, out var peer));
        Assert.Equal(_identity.PeerId, peer);
        certificate.Dispose();
    }

    /// <summary>The part of a certificate that is signed, if wanted with its only extension repeated.</summary>
    private static byte[] Tbs(byte[] der, bool twice = false)
    {
        var tbs = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        if (!twice) return tbs.PeekEncodedValue().ToArray();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var fields = tbs.ReadSequence();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true);
        using (writer.PushSequence())
        {
            while (!fields.PeekTag().HasSameClassAndValue(tag)) writer.WriteEncodedValue(fields.ReadEncodedValue().Span);
            var extension = fields.ReadSequence(tag).ReadSequence().PeekEncodedValue();
            using (writer.PushSequence(tag))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(extension.Span);
                writer.WriteEncodedValue(extension.Span);
            }
        }

        return writer.Encode();
    }

    private static byte[] Sign(ECDsa key, byte[] tbs)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbs);
            using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            writer.WriteBitString(key.SignData(tbs, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return writer.Encode();
    }
}
