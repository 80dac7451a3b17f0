namespace Cpc.Cryptography.Tests;

public class SecureRandomTests
{
    [Fact]
    public void Every_byte_of_the_span_is_drawn()
    {
        // That one position stays zero in 64 draws has a probability of 2^-512.
        var seen = new byte[100];
        for (var i = 0; i < 64; i++)
        {
            var bytes = SecureRandom.Bytes(100);
            for (var at = 0; at < seen.Length; at++) seen[at] |= bytes[at];
        }

        Assert.DoesNotContain((byte)0, seen);
    }

    [Fact]
    public void Two_draws_differ() => Assert.NotEqual(SecureRandom.Bytes(32), SecureRandom.Bytes(32));

    [Fact]
    public void Nothing_is_drawn_for_an_empty_span()
    {
        SecureRandom.Fill([]);
        Assert.Empty(SecureRandom.Bytes(0));
    }

    [Fact]
    public void Integers_stay_below_their_bound_and_reach_every_value()
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < 2000; i++) seen.Add(SecureRandom.Below(7));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], seen.Order());
        Assert.Equal(0, SecureRandom.Below(1));
    }

    [Fact]
    public void A_negative_length_or_bound_is_our_own_misuse()
    {
        Assert.ThrowsAny<OverflowException>(() => SecureRandom.Bytes(-1));
        Assert.ThrowsAny<ArgumentException>(() => SecureRandom.Below(0));
        Assert.ThrowsAny<ArgumentException>(() => SecureRandom.Below(-1));
    }
}
