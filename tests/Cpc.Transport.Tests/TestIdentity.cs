using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport.Tests;

/// <summary>An identity with its key in plain memory: for tests only.</summary>
internal sealed class TestIdentity : IIdentity
{
    private readonly byte[] _privateKey = new byte[Ed25519.PrivateKeySize];

    public TestIdentity()
    {
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.DeriveKeyPair(SecureRandom.Bytes(Ed25519.SeedSize), publicKey, _privateKey);
        PeerId = new PeerId(publicKey);
    }

    public PeerId PeerId { get; }

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => Ed25519.Sign(_privateKey, message, signature);
}
