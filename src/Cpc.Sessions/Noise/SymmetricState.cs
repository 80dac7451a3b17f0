using System.Security.Cryptography;
using System.Text;
using Cpc.SecureMemory;

namespace Cpc.Sessions.Noise;

/// <summary>SymmetricState (Noise §5.2).</summary>
internal sealed class SymmetricState : IDisposable
{
    private readonly NoiseHash _hash;
    private readonly SecureData _ck;
    private readonly byte[] _h;
    private readonly CipherState _cipher = new();

    public SymmetricState(string protocolName, NoiseHash hash)
    {
        _hash = hash;
        _h = new byte[hash.HashLength];
        var name = Encoding.ASCII.GetBytes(protocolName);
        if (name.Length <= _h.Length) name.CopyTo(_h, 0);
        else hash.Hash(name, [], _h);
        _ck = SecureData.CopyOf(_h);
    }

    /// <summary>h, the running hash of the transcript.</summary>
    public ReadOnlySpan<byte> HandshakeHash => _h;

    public bool HasKey => _cipher.HasKey;

    public void MixKey(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Span<byte> outputs = stackalloc byte[2 * NoiseHash.MaxHashLength];
        outputs = outputs[..(2 * _hash.HashLength)];
        _hash.Hkdf(_ck.Span, inputKeyMaterial, outputs);
        outputs[.._hash.HashLength].CopyTo(_ck.Span);
        _cipher.InitializeKey(outputs.Slice(_hash.HashLength, 32));
        CryptographicOperations.ZeroMemory(outputs);
    }

    public void MixHash(ReadOnlySpan<byte> data) => _hash.Hash(_h, data, _h);

    public void MixKeyAndHash(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Span<byte> outputs = stackalloc byte[3 * NoiseHash.MaxHashLength];
        outputs = outputs[..(3 * _hash.HashLength)];
        _hash.Hkdf(_ck.Span, inputKeyMaterial, outputs);
        outputs[.._hash.HashLength].CopyTo(_ck.Span);
        MixHash(outputs.Slice(_hash.HashLength, _hash.HashLength));
        _cipher.InitializeKey(outputs.Slice(2 * _hash.HashLength, 32));
        CryptographicOperations.ZeroMemory(outputs);
    }

    public int EncryptAndHash(ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        var written = _cipher.EncryptWithAd(_h, plaintext, output);
        MixHash(output[..written]);
        return written;
    }

    /// <returns>The number of bytes written, or -1 when not authentic.</returns>
    public int TryDecryptAndHash(ReadOnlySpan<byte> ciphertext, Span<byte> output)
    {
        var written = _cipher.TryDecryptWithAd(_h, ciphertext, output);
        if (written >= 0) MixHash(ciphertext);
        return written;
    }

    /// <summary>Split: k1 (initiator to responder) and k2, 32 bytes each.</summary>
    public void Split(Span<byte> k1, Span<byte> k2)
    {
        Span<byte> outputs = stackalloc byte[2 * NoiseHash.MaxHashLength];
        outputs = outputs[..(2 * _hash.HashLength)];
        _hash.Hkdf(_ck.Span, [], outputs);
        outputs[..32].CopyTo(k1);
        outputs.Slice(_hash.HashLength, 32).CopyTo(k2);
        CryptographicOperations.ZeroMemory(outputs);
    }

    public void Dispose()
    {
        _ck.Dispose();
        _cipher.Dispose();
    }
}
