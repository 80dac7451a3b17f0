namespace Cpc.Cryptography.Tests;

public class Blake3ParallelTests
{
    private static readonly int[] Lengths =
    [
        0, 1, 1024, 131_071, 131_072, 131_073, 132_096, 132_097, 262_144, 262_145, 393_216, 500_000, 1 << 20, (1 << 20) + 1, 3_333_333,
    ];

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Several_threads_give_the_digest_of_one(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(Lengths.Max());
        var actual = new byte[32];
        foreach (var length in Lengths)
        {
            var expected = Blake3Fixture.Hash(path, "hash", input.AsSpan(0, length), 32);
            foreach (var threads in new[] { 1, 2, 5 })
            {
                Blake3Parallel.Hash(path, input.AsSpan(0, length), actual, threads);
                Assert.True(expected.AsSpan().SequenceEqual(actual), $"length {length}, {threads} threads");
            }
        }
    }

    [Fact]
    public void By_default_all_processors_take_part()
    {
        var input = Blake3Fixture.Bytes(2_000_000);
        var actual = new byte[32];
        Blake3.HashParallel(input, actual);
        Assert.Equal(Blake3.Hash(input), actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_threads_at_all_is_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Blake3.HashParallel("a"u8, new byte[32], threads));
}
