using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Tests.Rules;

public class RoundingTests
{
    [Theory]
    [InlineData("24.405", "24.41")]
    [InlineData("24.404", "24.40")]
    [InlineData("-24.405", "-24.41")]
    [InlineData("-24.404", "-24.40")]
    [InlineData("0.005", "0.01")]
    public void A_half_is_rounded_away_from_zero(string exact, string rounded) =>
        Assert.Equal(Number(rounded), Rounding.ToCents(Number(exact)));

    [Theory]
    [InlineData("-24.41", "-24.405")]
    [InlineData("-24.40", "-24.405")]
    [InlineData("24.41", "24.405")]
    public void Both_readings_of_a_negative_half_agree(string stated, string exact) =>
        Assert.True(Rounding.Agrees(Number(stated), Number(exact)));

    [Theory]
    [InlineData("24.40", "24.405")]
    [InlineData("-24.42", "-24.405")]
    [InlineData("-24.39", "-24.405")]
    [InlineData("24.40", "24.4001")]
    public void Bankers_rounding_and_other_cents_do_not_agree_unless_they_are_the_rounded_form(string stated, string exact) =>
        Assert.Equal(Number(exact) == 24.4001m, Rounding.Agrees(Number(stated), Number(exact)));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
