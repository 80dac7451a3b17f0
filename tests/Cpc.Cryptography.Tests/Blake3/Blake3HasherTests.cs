using System.Runtime.InteropServices;

namespace Cpc.Cryptography.Tests;

/// <summary>Input in pieces gives what the same input gives at once.</summary>
public class Blake3HasherTests
{
    private static readonly int[] Lengths = [0, 1, 63, 64, 65, 128, 1023, 1024, 1025, 2048, 2049, 3072, 3073, 4096, 5000, 8193];

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Any_cut_in_two_gives_the_same_digest(string path) => EveryCut(path, 7);

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Every_cut_in_two_gives_the_same_digest(string path) => EveryCut(path, 1);

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPathAndMode), MemberType = typeof(Blake3Fixture))]
    public void Byte_by_byte_every_prefix_has_its_digest(string pathName, string mode)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(4200);
        var actual = new byte[32];
        Blake3Fixture.Create(path, mode, out var hasher);
        for (var length = 1; length <= input.Length; length++)
        {
            hasher.Update(input.AsSpan(length - 1, 1));
            hasher.Finish(actual);
            Assert.True(Blake3Fixture.Hash(path, mode, input.AsSpan(0, length), 32).AsSpan().SequenceEqual(actual), $"length {length}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Random_pieces_give_the_same_digest(string path) => RandomPieces(path, 20, 300_000);

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Many_random_pieces_of_long_inputs_give_the_same_digest(string path) => RandomPieces(path, 200, 4 << 20);

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public void Asking_for_the_digest_does_not_end_the_hashing(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(64 << 10);
        var actual = new byte[32];
        foreach (var step in new[] { 1024, 2048, 4096, 5000, 16384 })
        {
            var hasher = Blake3Hasher.Create(path);
            for (var at = 0; at < input.Length; at += step)
            {
                var take = Math.Min(step, input.Length - at);
                hasher.Update(input.AsSpan(at, take));
                hasher.Finish(actual);
                Assert.Equal(Blake3Fixture.Hash(path, "hash", input.AsSpan(0, at + take), 32), actual);
            }
        }
    }

    [Fact]
    public void An_empty_update_changes_nothing()
    {
        using var hasher = Blake3Hasher.Create();
        hasher.Update([]);
        hasher.Update("a"u8);
        hasher.Update([]);
        var actual = new byte[32];
        hasher.Finish(actual);
        Assert.Equal(Blake3.Hash("a"u8), actual);
    }

    [Fact]
    public void Clearing_leaves_no_byte_of_key_or_input()
    {
        var key = Blake3Fixture.Key;
        Blake3Hasher.CreateKeyed(key, out var hasher);
        hasher.Update(Blake3Fixture.Bytes(5000));
        var memory = MemoryMarshal.AsBytes(new Span<Blake3Hasher>(ref hasher));
        Assert.True(memory.IndexOf(key) >= 0); // The control: the key is there to be found.

        hasher.Clear();
        Assert.Equal(-1, memory.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Disposing_clears()
    {
        Blake3Hasher.CreateKeyed(Blake3Fixture.Key, out var hasher);
        hasher.Dispose();
        Assert.Equal(-1, MemoryMarshal.AsBytes(new Span<Blake3Hasher>(ref hasher)).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_cleared_hasher_refuses_input_and_output()
    {
        var hasher = Blake3Hasher.Create();
        hasher.Clear();
        Assert.Throws<InvalidOperationException>(() => hasher.Update("a"u8));
        Assert.Throws<InvalidOperationException>(() => hasher.Finish(new byte[32]));
    }

    [Fact]
    public void A_hasher_that_was_never_created_refuses_input_and_output()
    {
        var hasher = default(Blake3Hasher);
        Assert.Throws<InvalidOperationException>(() => hasher.Update("a"u8));
        Assert.Throws<InvalidOperationException>(() => hasher.Finish(new byte[32]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => Blake3Hasher.CreateKeyed(new byte[length], out _));

    private static void EveryCut(string pathName, int step)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(Lengths[^1]);
        var actual = new byte[32];
        foreach (var length in Lengths)
        {
            var expected = Blake3Fixture.Hash(path, "hash", input.AsSpan(0, length), 32);
            for (var cut = 0; cut <= length; cut += step)
            {
                var hasher = Blake3Hasher.Create(path);
                hasher.Update(input.AsSpan(0, cut));
                hasher.Update(input.AsSpan(cut, length - cut));
                hasher.Finish(actual);
                Assert.True(expected.AsSpan().SequenceEqual(actual), $"length {length}, cut at {cut}");
            }
        }
    }

    private static void RandomPieces(string pathName, int rounds, int longest)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(longest);
        var actual = new byte[32];
        for (var round = 0; round < rounds; round++)
        {
            var length = SecureRandom.Below(longest + 1);
            var mode = Blake3Fixture.Modes[round % 3];

            // Pieces of all sizes alike: a few bytes, a few blocks, a few chunks, large subtrees.
            var largest = 1 << (3 + SecureRandom.Below(17));
            var cuts = new List<int>();
            Blake3Fixture.Create(path, mode, out var hasher);
            for (var at = 0; at < length && cuts.Count < 5000;)
            {
                var take = Math.Min(length - at, SecureRandom.Below(largest + 1));
                if (cuts.Count == 4999) take = length - at;
                hasher.Update(input.AsSpan(at, take));
                cuts.Add(at += take);
            }

            hasher.Finish(actual);
            hasher.Clear();
            Assert.True(Blake3Fixture.Hash(path, mode, input.AsSpan(0, length), 32).AsSpan().SequenceEqual(actual),
                $"{mode}, length {length}, cuts {string.Join(' ', cuts)}");
        }
    }
}
