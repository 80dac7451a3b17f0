using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cpc.Cryptography.Tests;

public class MLKem768Tests
{
    private readonly byte[] _publicKey = new byte[MLKem768.PublicKeySize];
    private readonly byte[] _privateKey = new byte[MLKem768.PrivateKeySize];
    private readonly byte[] _ciphertext = new byte[MLKem768.CiphertextSize];
    private readonly byte[] _shared = new byte[MLKem768.SharedSecretSize];
    private readonly byte[] _received = new byte[MLKem768.SharedSecretSize];

    public MLKem768Tests() => MLKem768.GenerateKeyPair(_publicKey, _privateKey);

    [Fact]
    public void Both_sides_get_the_same_secret_and_each_encapsulation_another()
    {
        MLKem768.Encapsulate(_publicKey, _ciphertext, _shared);
        Assert.True(MLKem768.TryDecapsulate(_privateKey, _ciphertext, _received));
        Assert.Equal(_shared, _received);
        MLKem768.Encapsulate(_publicKey, _ciphertext, _received);
        Assert.NotEqual(_shared, _received);
    }

    [Fact]
    public void Drawn_keys_are_valid_and_differ()
    {
        var other = new byte[MLKem768.PublicKeySize];
        MLKem768.GenerateKeyPair(other, _privateKey);
        Assert.True(MLKem768.IsValidPublicKey(_publicKey));
        Assert.NotEqual(_publicKey, other);
    }

    [Fact]
    public void A_flipped_bit_of_the_ciphertext_gives_another_secret()
    {
        MLKem768.Encapsulate(_publicKey, _ciphertext, _shared);
        for (var i = 0; i < _ciphertext.Length; i += 17)
        {
            _ciphertext[i] ^= 1;
            Assert.True(MLKem768.TryDecapsulate(_privateKey, _ciphertext, _received));
            Assert.NotEqual(_shared, _received);
            _ciphertext[i] ^= 1;
        }
    }

    [Fact]
    public void Encapsulations_agree_with_BouncyCastle_in_both_directions()
    {
        var parameters = MLKemParameters.ml_kem_768;
        for (var i = 0; i < 20; i++)
        {
            var seed = SecureRandom.Bytes(64);
            MLKem768.DeriveKeyPair(seed, _publicKey, _privateKey);
            var other = MLKemPrivateKeyParameters.FromSeed(parameters, seed);
            Assert.Equal(other.GetPublicKeyEncoded(), _publicKey);

            MLKem768.Encapsulate(_publicKey, _ciphertext, _shared);
            var decapsulator = new MLKemDecapsulator(parameters);
            decapsulator.Init(other);
            decapsulator.Decapsulate(_ciphertext, 0, _ciphertext.Length, _received, 0, _received.Length);
            Assert.Equal(_shared, _received);

            var encapsulator = new MLKemEncapsulator(parameters);
            encapsulator.Init(new ParametersWithRandom(MLKemPublicKeyParameters.FromEncoding(parameters, _publicKey), new()));
            encapsulator.Encapsulate(_ciphertext, 0, _ciphertext.Length, _shared, 0, _shared.Length);
            Assert.True(MLKem768.TryDecapsulate(_privateKey, _ciphertext, _received));
            Assert.Equal(_shared, _received);
        }
    }

    [Theory]
    [InlineData(3328, true)]
    [InlineData(3329, false)]
    [InlineData(4095, false)]
    public void The_modulus_check_holds_in_both_halves_of_every_three_bytes(int coefficient, bool valid)
    {
        for (var i = 0; i < 768; i++)
        {
            var key = (byte[])_publicKey.Clone();
            var at = i / 2 * 3;
            if (i % 2 == 0)
            {
                key[at] = (byte)coefficient;
                key[at + 1] = (byte)((key[at + 1] & 0xf0) | (coefficient >> 8));
            }
            else
            {
                key[at + 1] = (byte)((key[at + 1] & 0x0f) | (coefficient << 4));
                key[at + 2] = (byte)(coefficient >> 4);
            }

            Assert.Equal(valid, MLKem768.IsValidPublicKey(key));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1183)]
    [InlineData(1185)]
    public void A_public_key_of_another_length_is_refused(int length) => Assert.False(MLKem768.IsValidPublicKey(new byte[length]));

    [Theory]
    [InlineData(0)]
    [InlineData(1087)]
    [InlineData(1089)]
    public void A_ciphertext_of_another_length_is_refused_and_gives_zeros(int length)
    {
        _received.AsSpan().Fill(1);
        Assert.False(MLKem768.TryDecapsulate(_privateKey, new byte[length], _received));
        Assert.Equal(new byte[32], _received);
    }

    [Fact]
    public void Wrong_sizes_are_our_own_misuse()
    {
        byte[] seed = new byte[64], wrong = new byte[63];
        Assert.Throws<ArgumentException>(() => MLKem768.GenerateKeyPair(wrong, _privateKey));
        Assert.Throws<ArgumentException>(() => MLKem768.GenerateKeyPair(_publicKey, wrong));
        Assert.Throws<ArgumentException>(() => MLKem768.DeriveKeyPair(wrong, _publicKey, _privateKey));
        Assert.Throws<ArgumentException>(() => MLKem768.DeriveKeyPair(seed, wrong, _privateKey));
        Assert.Throws<ArgumentException>(() => MLKem768.DeriveKeyPair(seed, _publicKey, wrong));
        Assert.Throws<ArgumentException>(() => MLKem768.Encapsulate(wrong, _ciphertext, _shared));
        Assert.Throws<ArgumentException>(() => MLKem768.Encapsulate(_publicKey, wrong, _shared));
        Assert.Throws<ArgumentException>(() => MLKem768.Encapsulate(_publicKey, _ciphertext, wrong));
        Assert.Throws<ArgumentException>(() => MLKem768.TryDecapsulate(wrong, _ciphertext, _shared));
        Assert.Throws<ArgumentException>(() => MLKem768.TryDecapsulate(_privateKey, _ciphertext, wrong));
    }
}
