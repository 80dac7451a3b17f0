using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class Ed25519Tests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_case_of_Wycheproof_gets_its_verdict()
    {
        var tally = new VectorTally("ed25519_test.json");
        foreach (var (group, vector) in WycheproofFile.Cases("ed25519_test.json"))
        {
            var publicKey = group.GetProperty("publicKey").Hex("pk");
            tally.Record(vector.Name(), vector.Verdict() == "valid",
                Ed25519.Verify(publicKey, vector.Hex("msg"), vector.Hex("sig")));
        }

        tally.Finish(output);
    }

    /// <summary>CCTV's cases have no verdict of their own. Ours is the strict one: points of small order, other
    /// encodings of them and residues of small order are refused; points with a mere component are not.</summary>
    [SkippableFact]
    public void Of_CCTVs_edge_cases_only_those_without_small_order_and_residue_are_accepted()
    {
        const string file = "cctv-ed25519/ed25519vectors.json";
        var path = VectorFiles.Find(file);
        Skip.If(path is null, VectorFiles.Missing(file));
        var tally = new VectorTally(file);
        foreach (var vector in JsonDocument.Parse(File.ReadAllBytes(path!)).RootElement.EnumerateArray())
        {
            var lax = new[] { "low_order_A", "low_order_R", "low_order_residue", "non_canonical_A", "non_canonical_R", "reencoded_k" };
            var expected = !lax.Any(flag => HasFlag(vector, flag));
            var message = Encoding.UTF8.GetBytes(vector.GetProperty("msg").GetString()!);
            tally.Record($"number {vector.GetProperty("number").GetInt32()}", expected,
                Ed25519.Verify(vector.Hex("key"), message, vector.Hex("sig")));
        }

        tally.Finish(output);
    }

    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void The_answers_of_RFC_8032_are_met(string seed, string expectedKey, string message, string expectedSignature)
    {
        byte[] publicKey = new byte[32], privateKey = new byte[64], signature = new byte[64];
        Ed25519.DeriveKeyPair(Convert.FromHexString(seed), publicKey, privateKey);
        Ed25519.Sign(privateKey, Convert.FromHexString(message), signature);
        Assert.Equal(expectedKey, Convert.ToHexStringLower(publicKey));
        Assert.Equal(seed + expectedKey, Convert.ToHexStringLower(privateKey));
        Assert.Equal(expectedSignature, Convert.ToHexStringLower(signature));
        Assert.True(Ed25519.Verify(publicKey, Convert.FromHexString(message), signature));
    }

    [Fact]
    public void Any_flipped_bit_of_signature_message_or_key_is_refused()
    {
        byte[] publicKey = new byte[32], privateKey = new byte[64], signature = new byte[64], message = SecureRandom.Bytes(20);
        Ed25519.DeriveKeyPair(SecureRandom.Bytes(32), publicKey, privateKey);
        Ed25519.Sign(privateKey, message, signature);
        foreach (var part in new[] { signature, message, publicKey })
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(Ed25519.Verify(publicKey, message, signature));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(Ed25519.Verify(publicKey, message, signature));
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 0)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    public void A_key_or_signature_of_another_length_does_not_verify(int keySize, int signatureSize) =>
        Assert.False(Ed25519.Verify(new byte[keySize], [], new byte[signatureSize]));

    [Fact]
    public void Wrong_sizes_are_our_own_misuse()
    {
        Assert.Throws<ArgumentException>(() => Ed25519.DeriveKeyPair(new byte[31], new byte[32], new byte[64]));
        Assert.Throws<ArgumentException>(() => Ed25519.DeriveKeyPair(new byte[32], new byte[33], new byte[64]));
        Assert.Throws<ArgumentException>(() => Ed25519.DeriveKeyPair(new byte[32], new byte[32], new byte[32]));
        Assert.Throws<ArgumentException>(() => Ed25519.Sign(new byte[32], [], new byte[64]));
        Assert.Throws<ArgumentException>(() => Ed25519.Sign(new byte[64], [], new byte[63]));
    }

    private static bool HasFlag(JsonElement vector, string flag) =>
        vector.GetProperty("flags") is { ValueKind: JsonValueKind.Array } flags && flags.EnumerateArray().Any(f => f.GetString() == flag);
}
