using Cpc.Cryptography;

namespace Cpc.Sessions.Tests;

/// <summary>protocol.md §12. The known answers were computed once by another program (Python's hashlib.blake2b).</summary>
public class SafetyNumberTests
{
    private static readonly PeerId A = new([.. Enumerable.Range(0x00, 32).Select(i => (byte)i)]);
    private static readonly PeerId B = new([.. Enumerable.Range(0x20, 32).Select(i => (byte)i)]);
    private static readonly PeerId Ones = new([.. Enumerable.Repeat((byte)0x01, 32)]);
    private static readonly PeerId Last = new([.. Enumerable.Repeat((byte)0xff, 32)]);

    public static TheoryData<string, PeerId, PeerId, string, string> KnownAnswers => new()
    {
        {
            "cpc", A, B, "826517659672312220779325005897537332821721457398494876372005",
            "nuclear oblige female crumble illegal cloud inside scout middle assist genius apart drama neutral ketchup captain write economy plunge alpha"
        },
        {
            "cpc", Ones, Last, "599822632013809313845187554409950955876585392182873267781122",
            "hotel jump nuclear search dilemma tennis result modify minimum behave puzzle chest destroy smooth fiscal update excite obtain bundle inform"
        },
        {
            "a network of another name", A, B, "450114308770216542765899404650229500838155835661003400224272",
            "exclude merit seminar length female cabbage runway margin entire excite churn filter nominee erosion night emotion essence jealous scorpion invest"
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void The_number_is_that_of_another_implementation(string network, PeerId a, PeerId b, string digits, string words)
    {
        var number = SafetyNumber.Of(network, a, b);
        Assert.Equal(digits, number.Digits);
        Assert.Equal(words, string.Join(' ', number.Words));
    }

    [Fact]
    public void Both_sides_see_the_same_number()
    {
        Assert.Equal(SafetyNumber.Of("cpc", A, B).Digits, SafetyNumber.Of("cpc", B, A).Digits);
        Assert.Equal(SafetyNumber.Of("cpc", A, B).HalfOf(A), SafetyNumber.Of("cpc", Last, A).HalfOf(A));
    }

    [Fact]
    public void Another_key_or_network_has_another_number()
    {
        var number = SafetyNumber.Of("cpc", A, B).Digits;
        Assert.NotEqual(number, SafetyNumber.Of("cpc", A, Ones).Digits);
        Assert.NotEqual(number, SafetyNumber.Of("cpd", A, B).Digits);
        Assert.NotEqual(number[..30], number[30..]);
    }

    [Fact]
    public void A_peer_has_no_number_with_itself() => Assert.Throws<ArgumentException>(() => SafetyNumber.Of("cpc", A, A));

    [Fact]
    public void It_is_shown_in_twelve_groups_of_five()
    {
        var number = SafetyNumber.Of("cpc", A, B);
        Assert.Equal(12, number.Groups.Count);
        Assert.Equal("82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 72005", number.ToString());
    }

    [Fact]
    public void Digits_are_read_as_people_write_them()
    {
        var number = SafetyNumber.Of("cpc", A, B);
        foreach (var text in new[] { number.Digits, number.ToString(), string.Join("\n", number.Groups), string.Join("-", number.Groups) })
        {
            Assert.True(SafetyNumber.TryReadDigits(text, out var digits));
            Assert.Equal(number.Digits, digits);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("82651 76596")]
    [InlineData("82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 720055")]
    [InlineData("82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 7200x")]
    [InlineData("82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 7200\u0665")]
    public void Anything_but_60_digits_is_refused(string text) => Assert.False(SafetyNumber.TryReadDigits(text, out _));

    [Fact]
    public void A_network_s_name_may_be_long() => Assert.Equal(60, SafetyNumber.Of(new string('ä', 40_000), A, B).Digits.Length);
}
