using Org.BouncyCastle.Crypto.Digests;
using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class MLKem768WycheproofTests(ITestOutputHelper output)
{
    private readonly byte[] _publicKey = new byte[MLKem768.PublicKeySize];
    private readonly byte[] _privateKey = new byte[MLKem768.PrivateKeySize];
    private readonly byte[] _ciphertext = new byte[MLKem768.CiphertextSize];
    private readonly byte[] _shared = new byte[MLKem768.SharedSecretSize];

    [SkippableFact]
    public void Seeds_give_their_key_pairs()
    {
        var tally = new VectorTally("mlkem_768_keygen_seed_test.json");
        foreach (var (_, vector) in WycheproofFile.Cases("mlkem_768_keygen_seed_test.json"))
        {
            MLKem768.DeriveKeyPair(vector.Hex("seed"), _publicKey, _privateKey);
            var accepted = MLKem768.IsValidPublicKey(_publicKey);
            tally.Record(vector.Name(), vector.Verdict() == "valid", accepted,
                _publicKey.AsSpan().SequenceEqual(vector.Hex("ek")) && _privateKey.AsSpan().SequenceEqual(vector.Hex("dk")));
        }

        tally.Finish(output);
    }

    [SkippableFact]
    public void Ciphertexts_give_their_secrets_and_wrong_lengths_are_refused()
    {
        var tally = new VectorTally("mlkem_768_test.json");
        foreach (var (_, vector) in WycheproofFile.Cases("mlkem_768_test.json"))
        {
            var (seed, expected) = (vector.Hex("seed"), vector.Hex("K"));
            if (seed.Length != MLKem768.SeedSize)
            {
                Assert.Throws<ArgumentException>(() => MLKem768.DeriveKeyPair(seed, _publicKey, _privateKey));
                tally.Record(vector.Name(), vector.Verdict() == "valid", accepted: false);
                continue;
            }

            MLKem768.DeriveKeyPair(seed, _publicKey, _privateKey);
            if (vector.TryGetProperty("ek", out _) && !_publicKey.AsSpan().SequenceEqual(vector.Hex("ek")))
                tally.Disagree($"{vector.Name()}: the public key");
            var accepted = MLKem768.TryDecapsulate(_privateKey, vector.Hex("c"), _shared);
            tally.Record(vector.Name(), vector.Verdict() == "valid", accepted,
                _shared.AsSpan().SequenceEqual(accepted ? expected : new byte[32]));
        }

        tally.Finish(output);
    }

    [SkippableFact]
    public void Public_keys_are_encapsulated_to_or_refused_as_the_standard_says()
    {
        var tally = new VectorTally("mlkem_768_encaps_test.json");
        foreach (var (_, vector) in WycheproofFile.Cases("mlkem_768_encaps_test.json"))
        {
            var publicKey = vector.Hex("ek");
            var accepted = MLKem768.IsValidPublicKey(publicKey);
            if (!accepted) Assert.Throws<ArgumentException>(() => MLKem768.Encapsulate(publicKey, _ciphertext, _shared));
            else MLKem768.Encapsulate(publicKey, _ciphertext, _shared);

            var raw = LibsodiumMLKem.TryEncapsulate(publicKey, vector.Hex("m"), _ciphertext, _shared);
            if (raw != accepted) tally.Disagree($"{vector.Name()}: libsodium's own check");
            tally.Record(vector.Name(), vector.Verdict() == "valid", accepted, !accepted
                || (_ciphertext.AsSpan().SequenceEqual(vector.Hex("c")) && _shared.AsSpan().SequenceEqual(vector.Hex("K"))));
        }

        tally.Finish(output);
    }

    /// <summary>The two keys whose hash or embedded public key is corrupted are the one place where we differ: the
    /// check of §7.3 is not made, since these keys are drawn here and never imported. What such a key gives is the
    /// rejection secret J(z | c), which the peer does not have.</summary>
    [SkippableFact]
    public void Expanded_private_keys_give_their_secrets_and_a_corrupted_one_only_a_rejection_secret()
    {
        var tally = new VectorTally("mlkem_768_semi_expanded_decaps_test.json");
        foreach (var (_, vector) in WycheproofFile.Cases("mlkem_768_semi_expanded_decaps_test.json"))
        {
            var (privateKey, ciphertext, valid) = (vector.Hex("dk"), vector.Hex("c"), vector.Verdict() == "valid");
            if (privateKey.Length != MLKem768.PrivateKeySize)
            {
                Assert.Throws<ArgumentException>(() => MLKem768.TryDecapsulate(privateKey, ciphertext, _shared));
                tally.Record(vector.Name(), valid, accepted: false);
                continue;
            }

            var accepted = MLKem768.TryDecapsulate(privateKey, ciphertext, _shared);
            if (vector.HasFlag("InvalidDecapsulationKey"))
            {
                Assert.True(accepted);
                Assert.Equal(RejectionSecret(privateKey, ciphertext), _shared);
                tally.NotRun("FIPS 203 §7.3's hash check of a private key is not made; the rejection secret is asserted instead");
                continue;
            }

            tally.Record(vector.Name(), valid, accepted, _shared.AsSpan().SequenceEqual(accepted ? vector.Hex("K") : new byte[32]));
        }

        tally.Finish(output);
    }

    private static byte[] RejectionSecret(byte[] privateKey, byte[] ciphertext)
    {
        var shake = new ShakeDigest(256);
        shake.BlockUpdate(privateKey, privateKey.Length - 32, 32);
        shake.BlockUpdate(ciphertext, 0, ciphertext.Length);
        var secret = new byte[32];
        shake.OutputFinal(secret, 0, 32);
        return secret;
    }
}
