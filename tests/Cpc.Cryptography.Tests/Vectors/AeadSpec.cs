using System.Text.Json;
using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

/// <summary>What both AEADs must do: Wycheproof's cases, the answers of their specification, and refusals.</summary>
public abstract class AeadSpec(ITestOutputHelper output)
{
    protected abstract string WycheproofName { get; }

    protected abstract int NonceSize { get; }

    /// <summary>A known answer of the specification.</summary>
    protected abstract AeadAnswer Known { get; }

    protected abstract void Encrypt(byte[] key, byte[] nonce, byte[] ad, byte[] plaintext, Span<byte> ciphertext);

    protected abstract bool TryDecrypt(byte[] key, byte[] nonce, byte[] ad, byte[] ciphertext, Span<byte> plaintext);

    [SkippableFact]
    public void Every_case_of_Wycheproof_gets_its_verdict()
    {
        var tally = new VectorTally(WycheproofName);
        foreach (var (_, vector) in WycheproofFile.Cases(WycheproofName)) Run(vector, tally);
        tally.Finish(output);
    }

    [Fact]
    public void The_answer_of_the_specification_is_met()
    {
        var known = Known;
        var ciphertext = new byte[known.Plaintext.Length + 16];
        Encrypt(known.Key, known.Nonce, known.AssociatedData, known.Plaintext, ciphertext);
        Assert.Equal(Convert.ToHexStringLower(known.Ciphertext), Convert.ToHexStringLower(ciphertext));
    }

    [Fact]
    public void Any_flipped_bit_of_ciphertext_nonce_key_or_associated_data_is_refused_and_gives_zeros()
    {
        var known = Known;
        foreach (var part in new[] { known.Ciphertext, known.Nonce, known.Key, known.AssociatedData })
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                var plaintext = Filled(known.Plaintext.Length);
                Assert.False(TryDecrypt(known.Key, known.Nonce, known.AssociatedData, known.Ciphertext, plaintext));
                Assert.Equal(-1, plaintext.AsSpan().IndexOfAnyExcept((byte)0));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(TryDecrypt(known.Key, known.Nonce, known.AssociatedData, known.Ciphertext, new byte[known.Plaintext.Length]));
    }

    [Fact]
    public void A_ciphertext_shorter_than_a_tag_is_refused()
    {
        for (var length = 0; length < 16; length++)
            Assert.False(TryDecrypt(new byte[32], new byte[NonceSize], [], new byte[length], []));
    }

    [Fact]
    public void Wrong_sizes_are_our_own_misuse()
    {
        var nonce = new byte[NonceSize];
        Assert.ThrowsAny<ArgumentException>(() => Encrypt(new byte[31], nonce, [], [], new byte[16]));
        Assert.ThrowsAny<ArgumentException>(() => Encrypt(new byte[33], nonce, [], [], new byte[16]));
        Assert.ThrowsAny<ArgumentException>(() => Encrypt(new byte[32], new byte[NonceSize - 1], [], [], new byte[16]));
        Assert.ThrowsAny<ArgumentException>(() => Encrypt(new byte[32], nonce, [], [], new byte[15]));
        Assert.ThrowsAny<ArgumentException>(() => Encrypt(new byte[32], nonce, [], [], new byte[17]));
        Assert.ThrowsAny<ArgumentException>(() => TryDecrypt(new byte[31], nonce, [], new byte[16], []));
        Assert.ThrowsAny<ArgumentException>(() => TryDecrypt(new byte[32], new byte[NonceSize + 1], [], new byte[16], []));
        Assert.ThrowsAny<ArgumentException>(() => TryDecrypt(new byte[32], nonce, [], new byte[17], []));
        Assert.ThrowsAny<ArgumentException>(() => TryDecrypt(new byte[32], nonce, [], new byte[17], new byte[2]));
    }

    private void Run(JsonElement vector, VectorTally tally)
    {
        var (key, nonce, ad, message) = (vector.Hex("key"), vector.Hex("iv"), vector.Hex("aad"), vector.Hex("msg"));
        var ciphertext = (byte[])[.. vector.Hex("ct"), .. vector.Hex("tag")];
        var valid = vector.Verdict() == "valid";
        if (nonce.Length != NonceSize)
        {
            // A nonce is never a peer's choice of size: that is our own misuse, in both directions.
            Assert.ThrowsAny<ArgumentException>(() => Encrypt(key, nonce, ad, message, new byte[message.Length + 16]));
            Assert.ThrowsAny<ArgumentException>(() => TryDecrypt(key, nonce, ad, new byte[16], []));
            tally.Record(vector.Name(), valid, accepted: false);
            return;
        }

        var plaintext = Filled(ciphertext.Length - 16);
        var accepted = TryDecrypt(key, nonce, ad, ciphertext, plaintext);
        tally.Record(vector.Name(), valid, accepted, plaintext.AsSpan().SequenceEqual(accepted ? message : new byte[plaintext.Length]));
        var encrypted = new byte[message.Length + 16];
        Encrypt(key, nonce, ad, message, encrypted);
        if (valid != encrypted.AsSpan().SequenceEqual(ciphertext)) tally.Disagree($"{vector.Name()}: encryption");
    }

    private static byte[] Filled(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xaa);
        return bytes;
    }
}
