namespace Cpc.Sessions.Tests.Model;

/// <summary>The symmetric half of Noise (revision 34, §5.1 and §5.2) with ChaChaPoly and BLAKE2b. The tokens are
/// written out where they are used, in <see cref="ModelHandshake"/>.</summary>
internal sealed class ModelNoise
{
    private byte[] _ck;
    private byte[]? _k;
    private ulong _n;

    public ModelNoise(string pattern, byte[] prologue)
    {
        var name = ModelBytes.Ascii($"Noise_{pattern}_25519_ChaChaPoly_BLAKE2b");
        H = [.. name, .. new byte[64 - name.Length]];
        _ck = H;
        MixHash(prologue);
    }

    public byte[] H { get; private set; }

    /// <summary>What was encrypted, in order; the vectors list it.</summary>
    public List<byte[]> Plaintexts { get; } = [];

    public void MixHash(byte[] data) => H = ModelCrypto.Blake2b(64, ModelBytes.Join(H, data));

    public void MixKey(byte[] ikm)
    {
        var outputs = Hkdf(ikm, 2);
        _ck = outputs[0];
        _k = outputs[1][..32];
        _n = 0;
    }

    public void MixKeyAndHash(byte[] ikm)
    {
        var outputs = Hkdf(ikm, 3);
        _ck = outputs[0];
        MixHash(outputs[1]);
        _k = outputs[2][..32];
        _n = 0;
    }

    public byte[] EncryptAndHash(byte[] plaintext)
    {
        Plaintexts.Add(plaintext);
        var ciphertext = _k is null ? plaintext : ModelCrypto.ChaChaSeal(_k, Nonce(), H, plaintext);
        _n++;
        MixHash(ciphertext);
        return ciphertext;
    }

    /// <returns>Null when not authentic.</returns>
    public byte[]? DecryptAndHash(byte[] ciphertext)
    {
        var plaintext = _k is null ? ciphertext : ModelCrypto.ChaChaOpen(_k, Nonce(), H, ciphertext);
        _n++;
        MixHash(ciphertext);
        return plaintext;
    }

    public (byte[] K1, byte[] K2) Split()
    {
        var outputs = Hkdf([], 2);
        return (outputs[0][..32], outputs[1][..32]);
    }

    private byte[][] Hkdf(byte[] ikm, int count)
    {
        var temporary = ModelCrypto.Hmac(_ck, ikm);
        var outputs = new List<byte[]>();
        for (byte i = 1; i <= count; i++) outputs.Add(ModelCrypto.Hmac(temporary, ModelBytes.Join(i == 1 ? [] : outputs[^1], [i])));
        return [.. outputs];
    }

    // 32 bits of zeros, then n little-endian (§12.3).
    private byte[] Nonce() => [0, 0, 0, 0, .. BitConverter.GetBytes(_n)];
}
