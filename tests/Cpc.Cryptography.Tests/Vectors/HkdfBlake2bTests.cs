using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cpc.Cryptography.Tests;

/// <summary>No published vectors are over BLAKE2b: the typed answers are those of Python's hmac and hashlib, and
/// BouncyCastle gives the second opinion on random inputs.</summary>
public class HkdfBlake2bTests
{
    [Theory]
    [InlineData(0, 0, "198cd2006f66ff83fbbd913f78aca2251caf4f19fe9475aade8cf2091b99a68466775177424f58286886cbae8229644cec747237d4b721735485e17372fdf59c")]
    [InlineData(128, 200, "0af9a9a9158dfa7ca11f6cd9091694e8cc1c613f34360fbc943964a4c89464484ee357ebbc880fe730f6def72dc04a44c63634a4fe748d7149c5e3526e55f84c")]
    public void The_typed_answers_of_HMAC_are_met(int keyLength, int messageLength, string expected)
    {
        var mac = new byte[64];
        HkdfBlake2b.Hmac(Counting(0, keyLength), Counting(0, messageLength), [], mac);
        Assert.Equal(expected, Convert.ToHexStringLower(mac));
    }

    [Fact]
    public void A_key_longer_than_a_block_is_hashed_first()
    {
        var mac = new byte[64];
        HkdfBlake2b.Hmac(Counting(0, 129), "longer than "u8, "one block"u8, mac);
        Assert.Equal("9c91c83d476430ddf536d167f39dd65223342c2e45bc6c8611749aea083276292c1e9b88fb239d3367557eafcedd2e5453ac4a8554a08a3628d90a4ee99447ee",
            Convert.ToHexStringLower(mac));
    }

    /// <summary>protocol.md §5.</summary>
    [Fact]
    public void The_root_step_of_the_ratchet_gives_the_protocols_own_answer()
    {
        byte[] prk = new byte[64], okm = new byte[96];
        HkdfBlake2b.Extract(Counting(0, 32), Counting(32, 32), prk);
        HkdfBlake2b.Expand(prk, "cpc/v1/ratchet"u8, okm);
        Assert.Equal("720bce9ccb9b34bbd08394b42781cc519b8c60a946d1a54caf96b94fdd41dd1591f96c9443ab7fbdbf2a7fd146f5b494daec48936e9b37ea005104cf9411f9e3",
            Convert.ToHexStringLower(prk));
        Assert.Equal("5752cdf427592baa8aa3afe1e54f3739e772c949c4aedadec2a36f28f1ec0e52"
            + "2aa1017ff3dd3a280d37088146433ed94fb1289c93ea02b381d01e46629b3bff"
            + "07b58ebf8454c241d067ad79533d9f4c1c6def4048510a9127f6b0c554cd9270", Convert.ToHexStringLower(okm));
    }

    [Fact]
    public void HMAC_agrees_with_BouncyCastle_on_random_inputs()
    {
        for (var i = 0; i < 300; i++)
        {
            var (key, message) = (SecureRandom.Bytes(SecureRandom.Below(200)), SecureRandom.Bytes(SecureRandom.Below(1025)));
            var cut = SecureRandom.Below(message.Length + 1);
            var mac = new byte[64];
            HkdfBlake2b.Hmac(key, message.AsSpan(0, cut), message.AsSpan(cut), mac);
            Assert.Equal(OtherHmac(key, message), mac);
        }
    }

    [Fact]
    public void HKDF_agrees_with_BouncyCastle_on_random_inputs()
    {
        for (var i = 0; i < 300; i++)
        {
            var (salt, ikm, info) = (SecureRandom.Bytes(SecureRandom.Below(150)), SecureRandom.Bytes(SecureRandom.Below(300)),
                SecureRandom.Bytes(SecureRandom.Below(960)));
            byte[] prk = new byte[64], okm = new byte[1 + SecureRandom.Below(700)];
            HkdfBlake2b.Extract(salt, ikm, prk);
            HkdfBlake2b.Expand(prk, info, okm);
            Assert.Equal(OtherHkdf(salt, ikm, info, okm.Length), okm);
        }
    }

    [Fact]
    public void The_longest_output_is_255_blocks()
    {
        var (salt, ikm) = (SecureRandom.Bytes(64), SecureRandom.Bytes(32));
        byte[] prk = new byte[64], okm = new byte[255 * 64];
        HkdfBlake2b.Extract(salt, ikm, prk);
        HkdfBlake2b.Expand(prk, [], okm);
        Assert.Equal(OtherHkdf(salt, ikm, [], okm.Length), okm);
        Assert.ThrowsAny<ArgumentException>(() => HkdfBlake2b.Expand(prk, [], new byte[(255 * 64) + 1]));
    }

    [Fact]
    public void Sizes_beyond_the_bounds_are_our_own_misuse()
    {
        Assert.Throws<ArgumentException>(() => HkdfBlake2b.Hmac([], [], [], new byte[63]));
        Assert.Throws<ArgumentException>(() => HkdfBlake2b.Hmac([], [], [], new byte[65]));
        Assert.Throws<ArgumentException>(() => HkdfBlake2b.Extract([], [], new byte[32]));
        Assert.ThrowsAny<ArgumentException>(() => HkdfBlake2b.Hmac([], new byte[1024], new byte[1], new byte[64]));
        Assert.ThrowsAny<ArgumentException>(() => HkdfBlake2b.Expand(new byte[64], new byte[960], new byte[32]));
    }

    private static byte[] Counting(int from, int length) => [.. Enumerable.Range(from, length).Select(i => (byte)i)];

    private static byte[] OtherHmac(byte[] key, byte[] message)
    {
        var hmac = new HMac(new Blake2bDigest(512));
        hmac.Init(new KeyParameter(key));
        hmac.BlockUpdate(message, 0, message.Length);
        var mac = new byte[64];
        hmac.DoFinal(mac, 0);
        return mac;
    }

    private static byte[] OtherHkdf(byte[] salt, byte[] ikm, byte[] info, int length)
    {
        var hkdf = new HkdfBytesGenerator(new Blake2bDigest(512));
        hkdf.Init(new HkdfParameters(ikm, salt, info));
        var okm = new byte[length];
        hkdf.GenerateBytes(okm, 0, length);
        return okm;
    }
}
