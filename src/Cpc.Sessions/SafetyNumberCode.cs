using System.Text;
using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// What one peer shows another as a QR code, 193 characters of its alphanumeric set: "CPC1:", the network (the first 8
/// bytes of BLAKE2b-256(enc("cpc/v1/safety-network", network)) in hex) 16, the id of who shows it 56, the id of whom it
/// is shown to 56, the digits 60. The two sides show different codes, so that nobody compares a code with itself.
/// </summary>
public sealed class SafetyNumberCode
{
    private const string Family = "CPC";
    private const string Prefix = Family + "1:";
    private const int NetworkSize = 8;
    private const int FromAt = 2 * NetworkSize;
    private const int ToAt = FromAt + PeerId.TextLength;
    private const int DigitsAt = ToAt + PeerId.TextLength;
    private const int Length = DigitsAt + SafetyNumber.DigitCount;

    private readonly string _network;
    private readonly PeerId _from;
    private readonly PeerId _to;
    private readonly string _digits;

    private SafetyNumberCode(string network, PeerId from, PeerId to, string digits)
    {
        _network = network;
        _from = from;
        _to = to;
        _digits = digits;
    }

    /// <summary>The code that <paramref name="self"/> shows to <paramref name="peer"/>.</summary>
    public static SafetyNumberCode Of(string network, PeerId self, PeerId peer) =>
        new(HashOf(network), self, peer, SafetyNumber.Of(network, self, peer).Digits);

    /// <summary>Compares a text that was scanned from the peer's screen with what this side knows. Capitals and white
    /// space don't matter.</summary>
    public static SafetyNumberMatch Compare(string scanned, string network, PeerId self, PeerId peer)
    {
        var text = string.Concat(scanned.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return text.StartsWith(Family, StringComparison.Ordinal) ? SafetyNumberMatch.OtherVersion : SafetyNumberMatch.Malformed;
        if (TryRead(text[Prefix.Length..]) is not { } code) return SafetyNumberMatch.Malformed;
        if (code._network != HashOf(network)) return SafetyNumberMatch.OtherNetwork;
        if (code._from == self) return SafetyNumberMatch.OwnCode;
        if (code._from != peer) return SafetyNumberMatch.OtherPeer;
        if (code._to != self) return SafetyNumberMatch.OtherSelf;
        // With the same network and keys the digits can differ only when one side computes wrongly.
        return code._digits == SafetyNumber.Of(network, self, peer).Digits ? SafetyNumberMatch.Same : SafetyNumberMatch.OtherDigits;
    }

    /// <summary>The text of the QR code.</summary>
    public override string ToString() => $"{Prefix}{_network}{_from}{_to}{_digits}".ToUpperInvariant();

    private static SafetyNumberCode? TryRead(string text)
    {
        if (text.Length != Length) return null;
        var digits = text[DigitsAt..];
        // PeerId finds typing errors by its checksum; a damaged scan is told as such, not as another key.
        return text[..FromAt].All(char.IsAsciiHexDigitUpper) && digits.All(char.IsAsciiDigit)
            && PeerId.TryParse(text[FromAt..ToAt], out var from) && PeerId.TryParse(text[ToAt..DigitsAt], out var to)
            ? new SafetyNumberCode(text[..FromAt], from, to, digits)
            : null;
    }

    private static string HashOf(string network)
    {
        var enc = new Enc(new byte[Encoding.UTF8.GetByteCount(network) + 64], 2);
        enc.Text("cpc/v1/safety-network");
        enc.Text(network);
        Span<byte> hash = stackalloc byte[32];
        Blake2b.Hash(enc.Written, hash);
        return Convert.ToHexString(hash[..NetworkSize]);
    }
}
