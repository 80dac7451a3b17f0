using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class ChaCha20Poly1305Tests(ITestOutputHelper output) : AeadSpec(output)
{
    protected override string WycheproofName => "chacha20_poly1305_test.json";

    protected override int NonceSize => ChaCha20Poly1305.NonceSize;

    /// <summary>RFC 8439 §2.8.2.</summary>
    protected override AeadAnswer Known => AeadAnswer.Sunscreen(
        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        "070000004041424344454647",
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
        + "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        + "3ff4def08e4b7a9de576d26586cec64b6116" + "1ae10b594f09e26a7e902ecbd0600691");

    protected override void Encrypt(byte[] key, byte[] nonce, byte[] ad, byte[] plaintext, Span<byte> ciphertext) =>
        ChaCha20Poly1305.Encrypt(key, nonce, ad, plaintext, ciphertext);

    protected override bool TryDecrypt(byte[] key, byte[] nonce, byte[] ad, byte[] ciphertext, Span<byte> plaintext) =>
        ChaCha20Poly1305.TryDecrypt(key, nonce, ad, ciphertext, plaintext);
}
