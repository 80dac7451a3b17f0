using System.Formats.Asn1;

namespace Cpc.Transport;

/// <summary>
/// What the verifier needs of an X.509 certificate (RFC 5280 §4.1), read as strict DER: no trailing bytes anywhere,
/// version 3, no repeated extension, no critical extension but ours. <see cref="AsnContentException"/> otherwise.
/// </summary>
internal sealed record CertificateParts
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string Prime256V1 = "1.2.840.10045.3.1.7";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const int UncompressedPointSize = 65;
    private const int MaximumExtensions = 8;

    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    public required ReadOnlyMemory<byte> ToBeSigned { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>True when key and both signature algorithms are ECDSA on P-256 with SHA-256.</summary>
    public required bool IsEcdsaP256Sha256 { get; init; }

    /// <summary>The value of our extension; null when it is missing or not marked critical.</summary>
    public required ReadOnlyMemory<byte>? Binding { get; init; }

    /// <exception cref="AsnContentException">Not a certificate of this form.</exception>
    public static CertificateParts Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var toBeSigned = certificate.PeekEncodedValue();
        var tbs = certificate.ReadSequence();
        var outerAlgorithm = ReadSignatureAlgorithm(certificate);
        var signature = certificate.ReadBitString(out var unused);
        certificate.ThrowIfNotEmpty();
        if (unused != 0) throw new AsnContentException();

        var version = tbs.ReadSequence(VersionTag);
        if (!version.TryReadInt32(out var number) || number != 2) throw new AsnContentException();
        version.ThrowIfNotEmpty();
        tbs.ReadIntegerBytes();
        var innerAlgorithm = ReadSignatureAlgorithm(tbs);
        tbs.ReadSequence();
        var validity = tbs.ReadSequence();
        var notBefore = ReadTime(validity);
        var notAfter = ReadTime(validity);
        validity.ThrowIfNotEmpty();
        tbs.ReadSequence();
        var keyInfo = tbs.PeekEncodedValue();
        var isP256 = IsP256(tbs.ReadSequence());
        var binding = tbs.HasData ? ReadExtensions(tbs) : null;
        tbs.ThrowIfNotEmpty();

        return new CertificateParts
        {
            ToBeSigned = toBeSigned,
            Signature = signature,
            SubjectPublicKeyInfo = keyInfo,
            NotBefore = notBefore,
            NotAfter = notAfter,
            IsEcdsaP256Sha256 = isP256 && outerAlgorithm == EcdsaWithSha256 && innerAlgorithm == EcdsaWithSha256,
            Binding = binding,
        };
    }

    private static string ReadSignatureAlgorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        // ECDSA has no parameters (RFC 5758 §3.2); whatever else is there marks another algorithm.
        return algorithm.HasData ? "" : oid;
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static bool IsP256(AsnReader keyInfo)
    {
        var algorithm = keyInfo.ReadSequence();
        var point = keyInfo.ReadBitString(out var unused);
        keyInfo.ThrowIfNotEmpty();
        if (algorithm.ReadObjectIdentifier() != EcPublicKey || !algorithm.HasData) return false;
        if (!algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) || algorithm.ReadObjectIdentifier() != Prime256V1) return false;
        algorithm.ThrowIfNotEmpty();
        return unused == 0 && point.Length == UncompressedPointSize && point[0] == 4;
    }

    private static ReadOnlyMemory<byte>? ReadExtensions(AsnReader tbs)
    {
        var wrapper = tbs.ReadSequence(ExtensionsTag);
        var extensions = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? binding = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!seen.Add(oid) || seen.Count > MaximumExtensions) throw new AsnContentException();
            if (oid == PeerCertificate.ExtensionOid)
            {
                if (critical) binding = value;
            }
            else if (critical)
            {
                // Critical means: refuse when you don't know it (RFC 5280 §4.2).
                throw new AsnContentException();
            }
        }

        return binding;
    }
}
