namespace Cpc.Cryptography.Tests;

/// <summary>Every short length and many long ones, on every path, against BouncyCastle.</summary>
public class Blake3LengthTests
{
    private const int Longest = 8193;

    // BouncyCastle takes most of the time: each digest is asked for once, and serves all paths.
    private static readonly Dictionary<string, Lazy<byte[][]>> Expected = Blake3Fixture.Modes.ToDictionary(
        mode => mode,
        mode => new Lazy<byte[][]>(() =>
        {
            var input = Blake3Fixture.Bytes(Longest);
            return [.. Enumerable.Range(0, Longest + 1).Select(length => Blake3Fixture.BouncyCastle(mode, input, 0, length, 32))];
        }));

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPathAndMode), MemberType = typeof(Blake3Fixture))]
    public void Every_length_to_8193_hashes_as_BouncyCastle_does(string pathName, string mode)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(Longest);
        for (var length = 0; length <= Longest; length++)
        {
            var actual = Blake3Fixture.Hash(path, mode, input.AsSpan(0, length), 32);
            Assert.True(Expected[mode].Value[length].AsSpan().SequenceEqual(actual), $"length {length}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Lengths_around_whole_chunks_and_subtrees(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes((65 << 10) + 1);
        foreach (var chunks in new[] { 9, 12, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65 })
        {
            foreach (var length in new[] { (chunks << 10) - 1, chunks << 10, (chunks << 10) + 1 })
            {
                var expected = Blake3Fixture.BouncyCastle("keyed_hash", input, 0, length, 32);
                Assert.True(expected.AsSpan().SequenceEqual(Blake3Fixture.Hash(path, "keyed_hash", input.AsSpan(0, length), 32)),
                    $"length {length}");
            }
        }
    }

    [SkippableFact]
    public void Random_lengths_to_4_MiB() => RandomLengths(4);

    [SkippableFact]
    [Trait("Category", "Long")]
    public void Many_random_lengths_to_4_MiB() => RandomLengths(100);

    private static void RandomLengths(int rounds)
    {
        var input = Blake3Fixture.Bytes(4 << 20);
        for (var round = 0; round < rounds; round++)
        {
            var length = SecureRandom.Below(input.Length + 1);
            var offset = SecureRandom.Below(input.Length - length + 1);
            var mode = Blake3Fixture.Modes[round % 3];
            var expected = Blake3Fixture.BouncyCastle(mode, input, offset, length, 32);
            foreach (var path in Enum.GetValues<Blake3Path>().Where(Blake3Paths.IsAvailable))
            {
                var actual = Blake3Fixture.Hash(path, mode, input.AsSpan(offset, length), 32);
                Assert.True(expected.AsSpan().SequenceEqual(actual), $"{path}, {mode}, offset {offset}, length {length}");
            }
        }
    }
}
