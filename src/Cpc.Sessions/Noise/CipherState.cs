using System.Buffers.Binary;
using System.Security.Cryptography;
using Cpc.SecureMemory;
using ChaCha20Poly1305 = Cpc.Cryptography.ChaCha20Poly1305;

namespace Cpc.Sessions.Noise;

/// <summary>CipherState (Noise §5.1) with ChaChaPoly (§12.3).</summary>
public sealed class CipherState : IDisposable
{
    private readonly SecureData _k = new(ChaCha20Poly1305.KeySize);
    private ulong _n;

    public bool HasKey { get; private set; }

    /// <summary>InitializeKey: takes 32 bytes and sets n to zero.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public void InitializeKey(ReadOnlySpan<byte> key)
    {
        // A shorter key would be filled up with zeros, or with what is left of the last one.
        if (key.Length != ChaCha20Poly1305.KeySize) throw new ArgumentException("The key must be 32 bytes.", nameof(key));
        key.CopyTo(_k.Span);
        HasKey = true;
        _n = 0;
    }

    /// <summary>SetNonce (§5.1): for transport messages that arrive out of order (§11.4). Who sets it to decrypt sees to it
    /// that no message is taken twice.</summary>
    public void SetNonce(ulong nonce) => _n = nonce;

    /// <summary>EncryptWithAd. Without a key the plaintext is copied.</summary>
    /// <returns>The number of bytes written.</returns>
    public int EncryptWithAd(ReadOnlySpan<byte> ad, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        if (!HasKey)
        {
            plaintext.CopyTo(output);
            return plaintext.Length;
        }

        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305.NonceSize];
        NextNonce(nonce);
        var length = plaintext.Length + ChaCha20Poly1305.TagSize;
        ChaCha20Poly1305.Encrypt(_k.Span, nonce, ad, plaintext, output[..length]);
        _n++;
        return length;
    }

    /// <summary>DecryptWithAd. Without a key the ciphertext is copied.</summary>
    /// <returns>The number of bytes written, or -1 when not authentic; n then stays.</returns>
    public int TryDecryptWithAd(ReadOnlySpan<byte> ad, ReadOnlySpan<byte> ciphertext, Span<byte> output)
    {
        if (!HasKey)
        {
            ciphertext.CopyTo(output);
            return ciphertext.Length;
        }

        var length = ciphertext.Length - ChaCha20Poly1305.TagSize;
        if (length < 0) return -1;
        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305.NonceSize];
        NextNonce(nonce);
        if (!ChaCha20Poly1305.TryDecrypt(_k.Span, nonce, ad, ciphertext, output[..length])) return -1;
        _n++;
        return length;
    }

    public void Dispose() => _k.Dispose();

    private void NextNonce(Span<byte> nonce)
    {
        // 2^64 - 1 is reserved (§5.1).
        if (_n == ulong.MaxValue) throw new CryptographicException("The nonces of this cipher state are used up.");
        nonce[..4].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _n);
    }
}
