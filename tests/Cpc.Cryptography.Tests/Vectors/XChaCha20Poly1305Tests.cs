using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

public class XChaCha20Poly1305Tests(ITestOutputHelper output) : AeadSpec(output)
{
    protected override string WycheproofName => "xchacha20_poly1305_test.json";

    protected override int NonceSize => XChaCha20Poly1305.NonceSize;

    /// <summary>draft-irtf-cfrg-xchacha-03 §A.3.1.</summary>
    protected override AeadAnswer Known => AeadAnswer.Sunscreen(
        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        "404142434445464748494a4b4c4d4e4f5051525354555657",
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        + "21f9664c97637da9768812f615c68b13b52e" + "c0875924c1c7987947deafd8780acf49");

    protected override void Encrypt(byte[] key, byte[] nonce, byte[] ad, byte[] plaintext, Span<byte> ciphertext) =>
        XChaCha20Poly1305.Encrypt(key, nonce, ad, plaintext, ciphertext);

    protected override bool TryDecrypt(byte[] key, byte[] nonce, byte[] ad, byte[] ciphertext, Span<byte> plaintext) =>
        XChaCha20Poly1305.TryDecrypt(key, nonce, ad, ciphertext, plaintext);
}
