using System.Formats.Asn1;
using System.Security.Cryptography;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>
/// Judges the certificate of the other side: the whole of the transport's authentication. Nothing of the system's
/// trust store, of names or of chains counts; the binding to the Ed25519 identity alone does.
/// </summary>
public static class PeerCertificateVerifier
{
    /// <summary>Largest certificate looked at, in bytes; ours have about 500.</summary>
    public const int MaximumSize = 4096;

    /// <summary>Allowed difference of clocks (protocol.md §1).</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(300);

    /// <summary>Checks a certificate and finds the peer it is bound to.</summary>
    /// <param name="certificate">DER; empty when none was shown.</param>
    /// <param name="now">The present, for the validity dates.</param>
    /// <param name="peer">The identity; only with null as the result.</param>
    /// <returns>
    /// Null when everything holds; else NoCertificate, Malformed (not one strict DER certificate), CertificateExpired
    /// or CertificateNotBound (any other fault).
    /// </returns>
    public static TransportRefusal? Verify(ReadOnlyMemory<byte> certificate, DateTimeOffset now, out PeerId peer)
    {
        peer = default;
        if (certificate.IsEmpty) return TransportRefusal.NoCertificate;
        if (certificate.Length > MaximumSize) return TransportRefusal.Malformed;
        try
        {
            var parts = CertificateParts.Read(certificate);
            if (!IsSelfSigned(parts) || parts.Binding is not { } binding || !IsBound(binding, parts.SubjectPublicKeyInfo, out var bound))
            {
                return TransportRefusal.CertificateNotBound;
            }

            if (now + ClockSkew < parts.NotBefore || now - ClockSkew > parts.NotAfter) return TransportRefusal.CertificateExpired;
            peer = bound;
            return null;
        }
        catch (AsnContentException)
        {
            return TransportRefusal.Malformed;
        }
        catch (CryptographicException)
        {
            // The point is not on the curve, or the signature is not a sequence of two integers.
            return TransportRefusal.CertificateNotBound;
        }
    }

    private static bool IsSelfSigned(CertificateParts parts)
    {
        if (!parts.IsEcdsaP256Sha256) return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(parts.SubjectPublicKeyInfo.Span, out var read);
        return read == parts.SubjectPublicKeyInfo.Length
            && key.VerifyData(parts.ToBeSigned.Span, parts.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsBound(ReadOnlyMemory<byte> binding, ReadOnlyMemory<byte> subjectPublicKeyInfo, out PeerId peer)
    {
        peer = default;
        var outer = new AsnReader(binding, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var key = sequence.ReadOctetString();
        var signature = sequence.ReadOctetString();
        sequence.ThrowIfNotEmpty();
        if (key.Length != PeerId.Size) return false;
        if (!Ed25519.Verify(key, [.. PeerCertificate.SignatureLabel, .. subjectPublicKeyInfo.Span], signature)) return false;
        peer = new PeerId(key);
        return true;
    }
}
