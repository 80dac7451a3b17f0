using Cpc.Cryptography;

namespace Cpc.Sessions.Tests;

/// <summary>The QR code: what it holds, and each way in which a scanned one can differ.</summary>
public class SafetyNumberCodeTests
{
    private static readonly PeerId A = new([.. Enumerable.Range(0x00, 32).Select(i => (byte)i)]);
    private static readonly PeerId B = new([.. Enumerable.Range(0x20, 32).Select(i => (byte)i)]);
    private static readonly PeerId C = new([.. Enumerable.Repeat((byte)0x07, 32)]);

    private static string Shown(PeerId from, PeerId to, string network = "cpc") => SafetyNumberCode.Of(network, from, to).ToString();

    [Fact]
    public void The_code_has_this_form()
    {
        var code = Shown(A, B);
        Assert.Equal(193, code.Length);
        Assert.Equal(
            "CPC1:3329AE6078D49A8C" + A.ToString().ToUpperInvariant() + B.ToString().ToUpperInvariant()
            + "826517659672312220779325005897537332821721457398494876372005", code);
        Assert.All(code, c => Assert.Contains(c, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"));
    }

    [Fact]
    public void What_the_peer_shows_is_the_same()
    {
        Assert.Equal(SafetyNumberMatch.Same, SafetyNumberCode.Compare(Shown(B, A), "cpc", A, B));
        Assert.Equal(SafetyNumberMatch.Same, SafetyNumberCode.Compare(Shown(A, B), "cpc", B, A));
        Assert.Equal(SafetyNumberMatch.Same, SafetyNumberCode.Compare($" {Shown(B, A).ToLowerInvariant()}\n", "cpc", A, B));
    }

    [Fact]
    public void The_own_code_is_not_taken_for_the_peer_s() =>
        Assert.Equal(SafetyNumberMatch.OwnCode, SafetyNumberCode.Compare(Shown(A, B), "cpc", A, B));

    [Fact]
    public void Another_key_of_either_side_is_told()
    {
        Assert.Equal(SafetyNumberMatch.OtherPeer, SafetyNumberCode.Compare(Shown(C, A), "cpc", A, B));
        Assert.Equal(SafetyNumberMatch.OtherSelf, SafetyNumberCode.Compare(Shown(B, C), "cpc", A, B));
    }

    [Fact]
    public void Another_network_or_version_is_told()
    {
        Assert.Equal(SafetyNumberMatch.OtherNetwork, SafetyNumberCode.Compare(Shown(B, A, "test"), "cpc", A, B));
        Assert.Equal(SafetyNumberMatch.OtherVersion, SafetyNumberCode.Compare(Shown(B, A).Replace("CPC1:", "CPC2:", StringComparison.Ordinal), "cpc", A, B));
    }

    [Fact]
    public void Other_digits_for_the_same_keys_are_told()
    {
        var code = Shown(B, A);
        var last = code[^1] == '0' ? '1' : '0';
        Assert.Equal(SafetyNumberMatch.OtherDigits, SafetyNumberCode.Compare(code[..^1] + last, "cpc", A, B));
    }

    [Fact]
    public void A_damaged_code_is_no_other_key()
    {
        var code = Shown(B, A);
        for (var at = 21; at < 133; at++)
        {
            var other = code[at] == 'A' ? 'B' : 'A';
            Assert.Equal(SafetyNumberMatch.Malformed, SafetyNumberCode.Compare(code[..at] + other + code[(at + 1)..], "cpc", A, B));
        }

        foreach (var text in new[] { "", "82651", "https://example.org/", code[..^1], code + "0" })
            Assert.Equal(SafetyNumberMatch.Malformed, SafetyNumberCode.Compare(text, "cpc", A, B));
    }
}
