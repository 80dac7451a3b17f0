namespace Cpc.Sessions.Tests;

/// <summary>The words say exactly what the digits say.</summary>
public class SafetyNumberWordsTests
{
    [Fact]
    public void There_are_1024_words_that_can_not_be_taken_for_each_other()
    {
        var words = SafetyNumberWordList.Words;
        Assert.Equal(SafetyNumberWordList.Count, words.Length);
        Assert.Equal(words.Order(StringComparer.Ordinal), words);
        Assert.All(words, w => Assert.Matches("^[a-z]{4,8}$", w));
        Assert.Equal(words.Length, words.Select(w => w[..4]).Distinct().Count());
    }

    [Theory]
    [InlineData("000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("999999999999999999999999999999999999999999999999999999999999")]
    [InlineData("000000000000000000000000000001100000000000000000000000000000")]
    [InlineData("826517659672312220779325005897537332821721457398494876372005")]
    public void Words_read_back_to_their_digits(string digits)
    {
        var words = SafetyNumberWords.Of(digits);
        Assert.Equal(SafetyNumberWords.WordCount, words.Count);
        Assert.True(SafetyNumberWords.TryRead(string.Join(", ", words).ToUpperInvariant(), out var read, out var unknown));
        Assert.Equal((digits, null), (read, unknown));
    }

    [Fact]
    public void A_word_of_no_list_is_named()
    {
        Assert.False(SafetyNumberWords.TryRead("zebra nonsense zebra", out _, out var unknown));
        Assert.Equal("nonsense", unknown);
    }

    [Fact]
    public void Too_few_and_too_many_words_are_refused()
    {
        var words = SafetyNumberWords.Of(new string('1', 60));
        Assert.False(SafetyNumberWords.TryRead(string.Join(' ', words.Skip(1)), out _, out var unknown));
        Assert.Null(unknown);
        Assert.False(SafetyNumberWords.TryRead(string.Join(' ', words.Append("zebra")), out _, out _));
        Assert.False(SafetyNumberWords.TryRead("", out _, out _));
    }

    [Fact]
    public void Words_beyond_the_largest_number_are_refused() =>
        Assert.False(SafetyNumberWords.TryRead(string.Join(' ', Enumerable.Repeat("zebra", 20)), out _, out _));
}
