using Org.BouncyCastle.Crypto.Digests;

namespace Cpc.Cryptography.Tests;

public class Blake2bTests
{
    /// <summary>RFC 7693 appendix A.</summary>
    [Fact]
    public void The_answer_of_RFC_7693_is_met()
    {
        var digest = new byte[64];
        Blake2b.Hash("abc"u8, digest);
        Assert.Equal("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
            Convert.ToHexStringLower(digest));
    }

    /// <summary>KDF_CK of protocol.md §5: key 00…1f, input one byte.</summary>
    [Theory]
    [InlineData(1, "dace1c2bbe1660f8")]
    [InlineData(2, "7dc7bf77b86ed114")]
    public void The_chain_step_of_the_ratchet_gives_the_protocols_own_answer(byte input, string start)
    {
        var digest = new byte[32];
        Blake2b.KeyedHash([.. Enumerable.Range(0, 32).Select(i => (byte)i)], [input], digest);
        Assert.StartsWith(start, Convert.ToHexStringLower(digest), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_digest_and_key_length_agrees_with_BouncyCastle()
    {
        for (var length = Blake2b.MinHashSize; length <= Blake2b.MaxHashSize; length++)
        {
            var (key, input) = (SecureRandom.Bytes(length), SecureRandom.Bytes(SecureRandom.Below(400)));
            byte[] plain = new byte[length], keyed = new byte[length];
            Blake2b.Hash(input, plain);
            Blake2b.KeyedHash(key, input, keyed);
            Assert.Equal(Other(new Blake2bDigest(length * 8), input), plain);
            Assert.Equal(Other(new Blake2bDigest(key, length, null, null), input), keyed);
        }
    }

    [Fact]
    public void Wrong_sizes_are_our_own_misuse()
    {
        Assert.ThrowsAny<ArgumentException>(() => Blake2b.Hash([], new byte[15]));
        Assert.ThrowsAny<ArgumentException>(() => Blake2b.Hash([], new byte[65]));
        Assert.ThrowsAny<ArgumentException>(() => Blake2b.KeyedHash(new byte[15], [], new byte[32]));
        Assert.ThrowsAny<ArgumentException>(() => Blake2b.KeyedHash(new byte[65], [], new byte[32]));
        Assert.ThrowsAny<ArgumentException>(() => Blake2b.KeyedHash([], [], new byte[32]));
    }

    private static byte[] Other(Blake2bDigest digest, byte[] input)
    {
        digest.BlockUpdate(input, 0, input.Length);
        var output = new byte[digest.GetDigestSize()];
        digest.DoFinal(output, 0);
        return output;
    }
}
