using Org.BouncyCastle.Crypto.Digests;

namespace Cpc.Cryptography.Tests;

/// <summary>Random cases drawn from SHAKE-128, all answers accumulated into one hash. CCTV's own hashes are of the draft
/// of FIPS 203; these are the ones Go's crypto/mlkem publishes for the standard.</summary>
public class MLKem768AccumulatedTests
{
    [Fact]
    public void A_hundred_random_cases_accumulate_to_the_published_hash() =>
        Assert.Equal("1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415", Accumulate(100));

    [Fact]
    [Trait("Category", "Long")]
    public void Ten_thousand_random_cases_accumulate_to_the_published_hash() =>
        Assert.Equal("8a518cc63da366322a8e7a818c7a0d63483cb3528d34a4cf42f35d5ad73f22fc", Accumulate(10_000));

    private static string Accumulate(int cases)
    {
        var (random, accumulated) = (new ShakeDigest(128), new ShakeDigest(128));
        byte[] seed = new byte[64], m = new byte[32], forged = new byte[1088], publicKey = new byte[1184], privateKey = new byte[2400];
        byte[] ciphertext = new byte[1088], shared = new byte[32], received = new byte[32], rejected = new byte[32];
        for (var i = 0; i < cases; i++)
        {
            foreach (var draw in new[] { seed, m, forged }) random.Output(draw, 0, draw.Length);
            MLKem768.DeriveKeyPair(seed, publicKey, privateKey);
            Assert.True(LibsodiumMLKem.TryEncapsulate(publicKey, m, ciphertext, shared));
            Assert.True(MLKem768.TryDecapsulate(privateKey, ciphertext, received));
            Assert.True(shared.AsSpan().SequenceEqual(received));
            Assert.True(MLKem768.TryDecapsulate(privateKey, forged, rejected));
            foreach (var part in new[] { publicKey, ciphertext, shared, rejected }) accumulated.BlockUpdate(part, 0, part.Length);
        }

        var hash = new byte[32];
        accumulated.OutputFinal(hash, 0, hash.Length);
        return Convert.ToHexStringLower(hash);
    }
}
