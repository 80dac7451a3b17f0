using Cpc.Cryptography;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

public class CipherStateTests
{
    [Fact]
    public void A_refused_message_leaves_the_nonce_where_it_was()
    {
        using CipherState sender = new(), receiver = new();
        var key = SecureRandom.Bytes(32);
        sender.InitializeKey(key);
        receiver.InitializeKey(key);
        byte[] ciphertext = new byte[20], plaintext = new byte[4];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(20, sender.EncryptWithAd([7], [1, 2, 3, (byte)i], ciphertext));
            Assert.Equal(-1, receiver.TryDecryptWithAd([8], ciphertext, plaintext));
            Assert.Equal(-1, receiver.TryDecryptWithAd([7], ciphertext.AsSpan(0, 15), plaintext));
            Assert.Equal(4, receiver.TryDecryptWithAd([7], ciphertext, plaintext));
            Assert.Equal(i, plaintext[3]);
            Assert.Equal(-1, receiver.TryDecryptWithAd([7], ciphertext, plaintext));
        }
    }

    [Fact]
    public void With_the_nonce_set_messages_are_read_in_any_order_and_under_no_other()
    {
        using CipherState sender = new(), receiver = new();
        var key = SecureRandom.Bytes(32);
        sender.InitializeKey(key);
        receiver.InitializeKey(key);
        var ciphertexts = new byte[4][];
        for (var i = 0; i < 4; i++) sender.EncryptWithAd([], [(byte)i], ciphertexts[i] = new byte[17]);
        var plaintext = new byte[1];
        foreach (var i in new[] { 2, 0, 3, 1 })
        {
            receiver.SetNonce((ulong)i + 1);
            Assert.Equal(-1, receiver.TryDecryptWithAd([], ciphertexts[i], plaintext));
            receiver.SetNonce((ulong)i);
            Assert.Equal(1, receiver.TryDecryptWithAd([], ciphertexts[i], plaintext));
            Assert.Equal(i, plaintext[0]);
        }
    }

    [Fact]
    public void Without_a_key_text_passes_through()
    {
        using var state = new CipherState();
        var output = new byte[3];
        Assert.False(state.HasKey);
        Assert.Equal(3, state.EncryptWithAd([], [1, 2, 3], output));
        Assert.Equal([1, 2, 3], output);
        Assert.Equal(3, state.TryDecryptWithAd([], [4, 5, 6], output));
        Assert.Equal([4, 5, 6], output);
    }

    [Fact]
    public void A_key_of_another_size_is_our_own_misuse()
    {
        using var state = new CipherState();
        Assert.Throws<ArgumentException>(() => state.InitializeKey(new byte[33]));
        Assert.Throws<ArgumentException>(() => state.InitializeKey(new byte[31]));
        Assert.False(state.HasKey);
    }
}
