namespace Cpc.SecureMemory.Tests;

public class SecureDataTests
{
    [Fact]
    public void Bytes_are_erased_on_dispose_and_refused_afterwards()
    {
        var data = SecureData.CopyOf([1, 2, 3]);
        var bytes = data.Span;
        data.Dispose();
        data.Dispose();
        Assert.Equal(new byte[3], bytes.ToArray());
        Assert.Throws<ObjectDisposedException>(() => data.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => data.FixedTimeEquals([0, 0, 0]));
    }

    [Fact]
    public void Taking_erases_the_source_and_copying_leaves_it()
    {
        byte[] source = [1, 2, 3];
        using var copy = SecureData.CopyOf(source);
        Assert.Equal([1, 2, 3], source);
        using var taken = SecureData.Take(source);
        Assert.Equal(new byte[3], source);
        Assert.True(copy.FixedTimeEquals(taken.Span));
    }

    [Fact]
    public void Equality_is_of_bytes_and_length()
    {
        using var data = SecureData.CopyOf([1, 2, 3]);
        Assert.True(data.FixedTimeEquals([1, 2, 3]));
        Assert.False(data.FixedTimeEquals([1, 2, 4]));
        Assert.False(data.FixedTimeEquals([1, 2]));
    }

    [Fact]
    public void New_memory_is_zero_even_where_a_secret_was()
    {
        for (var i = 0; i < 100; i++)
        {
            using var random = SecureData.Random(1000);
            Assert.NotEqual(-1, random.Span.IndexOfAnyExcept((byte)0));
            using var data = new SecureData(1000);
            Assert.Equal(-1, data.Span.IndexOfAnyExcept((byte)0));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData((16 << 20) + 1)]
    public void Sizes_out_of_bounds_are_refused(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SecureData(size));
        Assert.Throws<ArgumentOutOfRangeException>(() => SecureData.Random(size));
    }

    [Fact]
    public void The_text_form_says_nothing()
    {
        using var data = SecureData.CopyOf("secret"u8);
        Assert.Equal("SecureData(redacted)", data.ToString());
    }
}
