using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Sessions;

/// <summary>The initiator's ML-KEM key of one handshake; erased on dispose.</summary>
internal sealed class MLKemKey : IDisposable
{
    private readonly SecureData _dk = new(MLKem768.PrivateKeySize);

    public MLKemKey() => MLKem768.GenerateKeyPair(Ek, _dk.Span);

    /// <summary>1,184 bytes.</summary>
    public byte[] Ek { get; } = new byte[MLKem768.PublicKeySize];

    /// <summary>Decapsulates into 32 bytes. A forged ciphertext gives a random secret (FIPS 203 §6.3), with which
    /// nothing authenticates.</summary>
    public bool TryDecapsulate(ReadOnlySpan<byte> ct, Span<byte> secret) => MLKem768.TryDecapsulate(_dk.Span, ct, secret);

    /// <summary>The responder's side: encapsulates to a checked key.</summary>
    /// <returns>Null when the key fails FIPS 203 §7.2.</returns>
    public static byte[]? TryEncapsulate(ReadOnlySpan<byte> ek, Span<byte> secret)
    {
        if (!MLKem768.IsValidPublicKey(ek)) return null;
        var ct = new byte[MLKem768.CiphertextSize];
        MLKem768.Encapsulate(ek, ct, secret);
        return ct;
    }

    public void Dispose() => _dk.Dispose();
}
