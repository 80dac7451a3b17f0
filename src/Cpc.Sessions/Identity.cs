using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Sessions;

/// <summary>The identity key in memory.</summary>
public sealed class Identity : IIdentity, IDisposable
{
    private readonly SecureData _privateKey = new(Ed25519.PrivateKeySize);

    /// <param name="seed">32 secret bytes, which stay the caller's.</param>
    public Identity(SecureData seed)
    {
        Span<byte> publicKey = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.DeriveKeyPair(seed.Span, publicKey, _privateKey.Span);
        PeerId = new PeerId(publicKey);
    }

    public PeerId PeerId { get; }

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => Ed25519.Sign(_privateKey.Span, message, signature);

    public void Dispose() => _privateKey.Dispose();
}
