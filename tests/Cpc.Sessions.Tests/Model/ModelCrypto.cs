using System.Numerics;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Ed25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;
using X25519 = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Cpc.Sessions.Tests.Model;

/// <summary>The primitives of protocol.md §1 to §5 from BouncyCastle; byte arrays in, byte arrays or null out.</summary>
internal static class ModelCrypto
{
    // p of RFC 7748 §4.1.
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    public static byte[] X25519Public(byte[] privateKey)
    {
        var result = new byte[32];
        X25519.GeneratePublicKey(privateKey, 0, result, 0);
        return result;
    }

    /// <returns>Null for an all-zero result.</returns>
    public static byte[]? Dh(byte[] privateKey, byte[] publicKey)
    {
        var result = new byte[32];
        X25519.CalculateAgreement(privateKey, 0, publicKey, 0, result, 0);
        return result.All(b => b == 0) ? null : result;
    }

    /// <summary>"X25519 keys ≥ p … are refused" (§6).</summary>
    public static bool IsCanonical(byte[] publicKey) => new BigInteger(publicKey, isUnsigned: true) < P;

    public static byte[] Ed25519Public(byte[] seed)
    {
        var result = new byte[32];
        Ed25519.GeneratePublicKey(seed, 0, result, 0);
        return result;
    }

    public static byte[] Sign(byte[] seed, byte[] message)
    {
        var signature = new byte[64];
        Ed25519.Sign(seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature) =>
        signature.Length == 64 && Ed25519.Verify(signature, 0, publicKey, 0, message, 0, message.Length);

    public static byte[] Blake2b(int size, byte[] input) => Digest(new Blake2bDigest(8 * size), input);

    public static byte[] KeyedBlake2b(int size, byte[] key, byte[] input) => Digest(new Blake2bDigest(key, size, null, null), input);

    public static byte[] Blake3(byte[] input) => Digest(new Blake3Digest(256), input);

    /// <summary>RFC 2104, block 128.</summary>
    public static byte[] Hmac(byte[] key, byte[] message)
    {
        if (key.Length > 128) key = Blake2b(64, key);
        var padded = new byte[128];
        key.CopyTo(padded, 0);
        byte[] inner = [.. padded.Select(b => (byte)(b ^ 0x36))], outer = [.. padded.Select(b => (byte)(b ^ 0x5c))];
        return Blake2b(64, ModelBytes.Join(outer, Blake2b(64, ModelBytes.Join(inner, message))));
    }

    public static byte[] HkdfExtract(byte[] salt, byte[] ikm) => Hmac(salt, ikm);

    public static byte[] HkdfExpand(byte[] prk, byte[] info, int size)
    {
        byte[] output = [], t = [];
        for (byte i = 1; output.Length < size; i++)
        {
            t = Hmac(prk, ModelBytes.Join(t, info, [i]));
            output = ModelBytes.Join(output, t);
        }

        return output[..size];
    }

    public static byte[] ChaChaSeal(byte[] key, byte[] nonce, byte[] ad, byte[] plaintext) =>
        Aead(new ChaCha20Poly1305(), true, key, nonce, ad, plaintext)!;

    public static byte[]? ChaChaOpen(byte[] key, byte[] nonce, byte[] ad, byte[] ciphertext) =>
        Aead(new ChaCha20Poly1305(), false, key, nonce, ad, ciphertext);

    /// <summary>draft-irtf-cfrg-xchacha §2.3: HChaCha20 of the first 16 bytes gives the key of ChaCha20-Poly1305.</summary>
    public static byte[] XChaChaSeal(byte[] key, byte[] nonce, byte[] ad, byte[] plaintext) =>
        ChaChaSeal(ModelHChaCha.Subkey(key, nonce), [0, 0, 0, 0, .. nonce[16..]], ad, plaintext);

    public static byte[]? XChaChaOpen(byte[] key, byte[] nonce, byte[] ad, byte[] ciphertext) =>
        ChaChaOpen(ModelHChaCha.Subkey(key, nonce), [0, 0, 0, 0, .. nonce[16..]], ad, ciphertext);

    private static byte[] Digest(IDigest digest, byte[] input)
    {
        digest.BlockUpdate(input, 0, input.Length);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result;
    }

    private static byte[]? Aead(ChaCha20Poly1305 cipher, bool seal, byte[] key, byte[] nonce, byte[] ad, byte[] input)
    {
        if (!seal && input.Length < 16) return null;
        cipher.Init(seal, new AeadParameters(new KeyParameter(key), 128, nonce, ad));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        try
        {
            var at = cipher.ProcessBytes(input, 0, input.Length, output, 0);
            cipher.DoFinal(output, at);
            return output;
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }
}
