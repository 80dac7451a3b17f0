using Cpc.SecureMemory;

namespace Cpc.Sessions.Noise;

/// <summary>An X25519 key pair as Noise uses it; the private key's owner erases it.</summary>
/// <param name="PrivateKey">32 secret bytes.</param>
/// <param name="PublicKey">32 bytes.</param>
public sealed record StaticKeyPair(SecureData PrivateKey, byte[] PublicKey)
{
    public override string ToString() => "StaticKeyPair(redacted)";
}
