using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Sessions;

/// <summary>The identity key in memory; it signs in place.</summary>
public sealed class Identity : IIdentity, IDisposable
{
    private readonly Secret _privateKey;

    /// <param name="privateKey">64 bytes; disposed with the identity.</param>
    public Identity(Secret privateKey, PeerId peerId)
    {
        _privateKey = privateKey;
        PeerId = peerId;
    }

    /// <summary>An identity for a short life, in plain memory.</summary>
    /// <param name="seed">32 secret bytes, which stay the caller's.</param>
    public Identity(SecureData seed)
    {
        var privateKey = new SecureData(Ed25519.PrivateKeySize);
        Span<byte> publicKey = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.DeriveKeyPair(seed.Span, publicKey, privateKey.Span);
        _privateKey = privateKey;
        PeerId = new PeerId(publicKey);
    }

    public PeerId PeerId { get; }

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => _privateKey.Use(
        new Signing { Message = message, Signature = signature },
        static (key, signing) =>
        {
            Ed25519.Sign(key, signing.Message, signing.Signature);
            return true;
        });

    public void Dispose() => _privateKey.Dispose();

    private ref struct Signing
    {
        public required ReadOnlySpan<byte> Message { get; init; }

        public required Span<byte> Signature { get; init; }
    }
}
