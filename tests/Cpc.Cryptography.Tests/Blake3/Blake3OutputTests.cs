namespace Cpc.Cryptography.Tests;

/// <summary>Extendable output (BLAKE3 §2.6).</summary>
public class Blake3OutputTests
{
    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPathAndMode), MemberType = typeof(Blake3Fixture))]
    public void Every_output_length_is_a_prefix_of_the_longer_ones(string pathName, string mode)
    {
        var path = Blake3Fixture.Require(pathName);
        foreach (var inputLength in new[] { 0, 100, 1024, 3000 })
        {
            var input = Blake3Fixture.Bytes(inputLength);
            var longest = Blake3Fixture.BouncyCastle(mode, input, 0, inputLength, 700);
            for (var length = 0; length <= longest.Length; length++)
                Assert.True(longest.AsSpan(0, length).SequenceEqual(Blake3Fixture.Hash(path, mode, input, length)), $"length {length}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Output_from_any_offset_is_that_part_of_the_whole(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(5000);
        var whole = Blake3Fixture.BouncyCastle("hash", input, 0, input.Length, 1000);
        var hasher = Blake3Hasher.Create(path);
        hasher.Update(input);
        for (var offset = 0; offset <= 300; offset++)
        {
            foreach (var length in new[] { 0, 1, 31, 32, 63, 64, 65, 129, 700 })
            {
                var part = new byte[length];
                hasher.Finish(part, (ulong)offset);
                Assert.True(whole.AsSpan(offset, length).SequenceEqual(part), $"offset {offset}, length {length}");
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Far_offsets_use_the_counters_high_word(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(70);
        byte[] expected = new byte[200], actual = new byte[200];
        var hasher = Blake3Hasher.Create(path);
        hasher.Update(input);
        var scalar = Blake3Hasher.Create(Blake3Path.Scalar);
        scalar.Update(input);
        foreach (var offset in new[] { (1UL << 38) - 100, 1UL << 38, (1UL << 45) + 7, ulong.MaxValue - 200 })
        {
            hasher.Finish(actual, offset);
            scalar.Finish(expected, offset);
            Assert.Equal(expected, actual);
        }

        scalar.Finish(expected, 0);
        Assert.NotEqual(expected, actual);
    }

    [Fact]
    public void Extended_output_begins_with_the_digest()
    {
        var output = new byte[100];
        Blake3.HashExtended("a"u8, output);
        Assert.Equal(Blake3.Hash("a"u8), output[..32]);
    }

    [Fact]
    public void The_three_modes_and_other_keys_and_contexts_all_differ()
    {
        var input = Blake3Fixture.Key;
        byte[] keyed = new byte[32], otherKey = new byte[32], derived = new byte[32], otherContext = new byte[32];
        Blake3.KeyedHash(input, input, keyed);
        Blake3.KeyedHash(new byte[32], input, otherKey);
        Blake3.DeriveKey("cpc/v1 one"u8, input, derived);
        Blake3.DeriveKey("cpc/v1 two"u8, input, otherContext);
        var digests = new[] { Blake3.Hash(input), keyed, otherKey, derived, otherContext };
        Assert.Equal(digests.Length, digests.Select(Convert.ToHexString).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_digest_or_key_of_another_length_is_refused(int length)
    {
        Assert.Throws<ArgumentException>(() => Blake3.Hash("a"u8, new byte[length]));
        Assert.Throws<ArgumentException>(() => Blake3.HashParallel("a"u8, new byte[length]));
        Assert.Throws<ArgumentException>(() => Blake3.KeyedHash(new byte[32], "a"u8, new byte[length]));
        Assert.Throws<ArgumentException>(() => Blake3.KeyedHash(new byte[length], "a"u8, new byte[32]));
    }

    [Fact]
    public void An_empty_derived_key_is_refused() =>
        Assert.Throws<ArgumentException>(() => Blake3.DeriveKey("cpc/v1 test"u8, "a"u8, []));
}
