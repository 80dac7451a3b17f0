using System.Numerics;
using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class X25519Tests(ITestOutputHelper output)
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    [SkippableFact]
    public void Every_case_of_Wycheproof_gets_its_verdict_and_zero_secrets_are_refused()
    {
        var tally = new VectorTally("x25519_test.json");
        int zeroSecrets = 0, nonCanonical = 0;
        foreach (var (_, vector) in WycheproofFile.Cases("x25519_test.json"))
        {
            var (publicKey, expected) = (vector.Hex("public"), vector.Hex("shared"));
            var zero = expected.AsSpan().IndexOfAnyExcept((byte)0) < 0;
            var canonical = new BigInteger(publicKey, isUnsigned: true) < P;
            if (zero) zeroSecrets++;
            if (!canonical) nonCanonical++;
            if (X25519.IsCanonical(publicKey) != canonical) tally.Disagree($"{vector.Name()}: IsCanonical");
            if (vector.HasFlag("ZeroSharedSecret") != zero) tally.Disagree($"{vector.Name()}: its own flag");

            var shared = SecureRandom.Bytes(32);
            var accepted = X25519.TryAgree(vector.Hex("private"), publicKey, shared);
            tally.Record(vector.Name(), vector.Verdict() != "invalid" && !zero, accepted, shared.AsSpan().SequenceEqual(expected));
        }

        output.WriteLine($"  {zeroSecrets} with a zero secret, {nonCanonical} with a non-canonical key");
        tally.Finish(output);
    }

    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void The_answers_of_RFC_7748_are_met(string privateKey, string publicKey, string expected)
    {
        var shared = new byte[32];
        Assert.True(X25519.TryAgree(Convert.FromHexString(privateKey), Convert.FromHexString(publicKey), shared));
        Assert.Equal(expected, Convert.ToHexStringLower(shared));
    }

    [Fact]
    public void A_thousand_iterations_of_RFC_7748_end_where_they_should()
    {
        var k = new byte[32];
        k[0] = 9;
        var u = k.ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var next = new byte[32];
            Assert.True(X25519.TryAgree(k, u, next));
            (u, k) = (k, next);
            if (i == 0) Assert.Equal("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079", Convert.ToHexStringLower(k));
        }

        Assert.Equal("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", Convert.ToHexStringLower(k));
    }

    [Fact]
    public void The_key_pairs_of_RFC_7748_agree()
    {
        var alicePrivate = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bobPrivate = Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] alice = new byte[32], bob = new byte[32], one = new byte[32], other = new byte[32];
        X25519.DerivePublicKey(alicePrivate, alice);
        X25519.DerivePublicKey(bobPrivate, bob);
        Assert.Equal("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", Convert.ToHexStringLower(alice));
        Assert.Equal("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", Convert.ToHexStringLower(bob));
        Assert.True(X25519.TryAgree(alicePrivate, bob, one));
        Assert.True(X25519.TryAgree(bobPrivate, alice, other));
        Assert.Equal("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", Convert.ToHexStringLower(one));
        Assert.Equal(one, other);
    }

    /// <summary>The points of low order, canonical or not: any private key agrees with them on zero (RFC 7748 §6.1).</summary>
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void A_public_key_of_low_order_is_refused_and_gives_zeros(string publicKey)
    {
        var shared = SecureRandom.Bytes(32);
        Assert.False(X25519.TryAgree(SecureRandom.Bytes(32), Convert.FromHexString(publicKey), shared));
        Assert.Equal(new byte[32], shared);
    }

    [Fact]
    public void Drawn_key_pairs_agree_and_differ()
    {
        byte[] publicA = new byte[32], privateA = new byte[32], publicB = new byte[32], privateB = new byte[32];
        byte[] one = new byte[32], other = new byte[32];
        X25519.GenerateKeyPair(publicA, privateA);
        X25519.GenerateKeyPair(publicB, privateB);
        Assert.NotEqual(privateA, privateB);
        Assert.True(X25519.TryAgree(privateA, publicB, one));
        Assert.True(X25519.TryAgree(privateB, publicA, other));
        Assert.Equal(one, other);
        Assert.True(X25519.IsCanonical(publicA));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public void Wrong_sizes_are_our_own_misuse(int size)
    {
        byte[] right = new byte[32], wrong = new byte[size];
        Assert.Throws<ArgumentException>(() => X25519.GenerateKeyPair(wrong, right));
        Assert.Throws<ArgumentException>(() => X25519.GenerateKeyPair(right, wrong));
        Assert.Throws<ArgumentException>(() => X25519.DerivePublicKey(wrong, right));
        Assert.Throws<ArgumentException>(() => X25519.DerivePublicKey(right, wrong));
        Assert.Throws<ArgumentException>(() => X25519.TryAgree(wrong, right, right));
        Assert.Throws<ArgumentException>(() => X25519.TryAgree(right, wrong, right));
        Assert.Throws<ArgumentException>(() => X25519.TryAgree(right, right, wrong));
        Assert.False(X25519.IsCanonical(wrong));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(18, false)]
    public void Canonical_means_below_the_prime(int offset, bool canonical)
    {
        var bytes = new byte[32];
        (P + offset).TryWriteBytes(bytes, out _, isUnsigned: true);
        Assert.Equal(canonical, X25519.IsCanonical(bytes));
        bytes[31] |= 0x80;
        Assert.False(X25519.IsCanonical(bytes));
    }
}
