using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests.Model;

public class ValueTests
{
    [Fact]
    public void Identities_compare_by_content_and_print_as_hex()
    {
        Assert.Equal(Envelopes.Participant(1), Envelopes.Participant(1));
        Assert.NotEqual(Envelopes.Participant(1), Envelopes.Participant(2));
        Assert.Equal(string.Concat(Enumerable.Repeat("11", 32)), Envelopes.Issuer.ToString());
        Assert.Equal(Envelopes.Issuer, new ParticipantId(Envelopes.Issuer.ToArray()));
        Assert.Equal(Envelopes.Hash(3), new ContentHash(Envelopes.Hash(3).ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(31)]
    [InlineData(33)]
    public void Identities_of_another_size_are_refused(int size)
    {
        Assert.Throws<ArgumentException>(() => new ParticipantId(new byte[size]));
        Assert.Throws<ArgumentException>(() => new ContentHash(new byte[size]));
        Assert.Throws<ArgumentException>(() => new ExchangeId(new byte[size]));
    }

    [Fact]
    public void Bytes_are_copied_and_compare_by_content()
    {
        byte[] source = [1, 2];
        var bytes = new ByteString(source);
        source[0] = 9;
        Assert.Equal(new ByteString([1, 2]), bytes);
        Assert.NotEqual(new ByteString([1, 3]), bytes);
    }

    [Fact]
    public void Lists_compare_by_content_and_the_default_is_empty()
    {
        ValueList<int> list = [1, 2];
        Assert.True(list == [1, 2]);
        Assert.True(list != [2, 1]);
        Assert.True(default(ValueList<int>) == []);
        Assert.Equal([1, 2, 3], list.Add(3));
    }

    [Theory]
    [InlineData("9999999999999", true)]
    [InlineData("10000000000000", false)]
    [InlineData("0.0000000001", true)]
    [InlineData("0.00000000001", false)]
    [InlineData("12345678.0123456789", true)]
    [InlineData("123456789.0123456789", false)]
    [InlineData("-1.10000000000000000000", true)]
    public void Numbers_have_limits_and_trailing_zeros_do_not_count(string number, bool holds) =>
        Assert.Equal(holds, DocumentLimits.Holds(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_VAT_category_has_a_code()
    {
        Assert.Equal("S, Z, E, AE, K, G, O, L, M, B", VatCategoryCode.All);
        Assert.All(Enum.GetValues<VatCategory>(), category => Assert.True(VatCategoryCode.TryParse(category.Code(), out var parsed) && parsed == category));
        Assert.False(VatCategoryCode.TryParse("s", out _));
    }
}
