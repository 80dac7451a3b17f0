using System.IO.Compression;
using Org.BouncyCastle.Crypto.Digests;
using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class MLKem768CctvTests(ITestOutputHelper output)
{
    private readonly byte[] _publicKey = new byte[MLKem768.PublicKeySize];
    private readonly byte[] _privateKey = new byte[MLKem768.PrivateKeySize];
    private readonly byte[] _ciphertext = new byte[MLKem768.CiphertextSize];
    private readonly byte[] _shared = new byte[MLKem768.SharedSecretSize];

    /// <summary>unluckysample needs more of SHAKE-128 than all but one in 2^38 keys.</summary>
    [SkippableTheory]
    [InlineData("cctv-mlkem/intermediate-768.txt")]
    [InlineData("cctv-mlkem/unluckysample-768.txt")]
    public void Key_generation_encapsulation_and_decapsulation_are_met(string file)
    {
        var values = new CctvValues(file);
        var tally = new VectorTally(file);
        var publicKey = values["ek"];
        if (IsOfTheDraft(values["d"], publicKey))
        {
            tally.NotRun("key generation as in the draft of FIPS 203, without k after d; the file's own keys are used");
        }
        else
        {
            MLKem768.DeriveKeyPair([.. values["d"], .. values["z"]], _publicKey, _privateKey);
            tally.Record("key generation", true, MLKem768.IsValidPublicKey(_publicKey),
                _publicKey.AsSpan().SequenceEqual(publicKey) && _privateKey.AsSpan().SequenceEqual(values["dk"]));
        }

        tally.Record("public key", true, MLKem768.IsValidPublicKey(publicKey));
        var encapsulated = LibsodiumMLKem.TryEncapsulate(publicKey, values["m"], _ciphertext, _shared);
        tally.Record("encapsulation", true, encapsulated,
            _ciphertext.AsSpan().SequenceEqual(values["c"]) && _shared.AsSpan().SequenceEqual(values["K"]));

        var decapsulated = MLKem768.TryDecapsulate(values["dk"], values["c"], _shared);
        tally.Record("decapsulation", true, decapsulated, _shared.AsSpan().SequenceEqual(values["K"]));
        tally.Finish(output);
    }

    /// <summary>A comparison that stopped at a zero byte would take this forged ciphertext for genuine.</summary>
    [SkippableFact]
    public void A_forged_ciphertext_gives_the_rejection_secret_though_zeros_are_compared()
    {
        var values = new CctvValues("cctv-mlkem/strcmp-768.txt");
        var tally = new VectorTally("cctv-mlkem/strcmp-768.txt");
        var accepted = MLKem768.TryDecapsulate(values["dk"], values["c"], _shared);
        tally.Record("decapsulation", true, accepted, _shared.AsSpan().SequenceEqual(values["K"]));
        tally.Finish(output);
    }

    [SkippableFact]
    public void Every_coefficient_that_is_not_reduced_is_refused_in_every_position()
    {
        const string file = "cctv-mlkem/modulus-768.txt.gz";
        var path = VectorFiles.Find(file);
        Skip.If(path is null, VectorFiles.Missing(file));
        var tally = new VectorTally(file);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path!), CompressionMode.Decompress));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var publicKey = Convert.FromHexString(line.Trim());
            tally.Record($"line {number}", false, MLKem768.IsValidPublicKey(publicKey));
            Assert.Throws<ArgumentException>(() => MLKem768.Encapsulate(publicKey, _ciphertext, _shared));
            if (LibsodiumMLKem.TryEncapsulate(publicKey, new byte[32], _ciphertext, _shared))
                tally.Disagree($"line {number}: libsodium's own check");
        }

        tally.Finish(output);
    }

    // ρ, the end of the public key, is the start of G(d) in the draft and of G(d | k) in the standard (§5.1).
    private static bool IsOfTheDraft(byte[] d, byte[] publicKey)
    {
        var g = new Sha3Digest(512);
        g.BlockUpdate(d, 0, d.Length);
        var output = new byte[64];
        g.DoFinal(output, 0);
        return publicKey.AsSpan(MLKem768.PublicKeySize - 32).SequenceEqual(output.AsSpan(0, 32));
    }
}
