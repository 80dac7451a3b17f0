using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Sessions.Noise;

/// <summary>An X25519 key pair as Noise uses it; the private key's owner erases it.</summary>
/// <param name="PrivateKey">32 secret bytes.</param>
/// <param name="PublicKey">32 bytes.</param>
public sealed record StaticKeyPair(Secret PrivateKey, byte[] PublicKey)
{
    /// <summary>X25519 with a peer's key.</summary>
    /// <returns>False when the result is zero.</returns>
    public bool TryAgree(ReadOnlySpan<byte> remote, Span<byte> shared) => PrivateKey.Use(
        new Agreement { Remote = remote, Shared = shared },
        static (key, agreement) => X25519.TryAgree(key, agreement.Remote, agreement.Shared));

    public override string ToString() => "StaticKeyPair(redacted)";

    private ref struct Agreement
    {
        public required ReadOnlySpan<byte> Remote { get; init; }

        public required Span<byte> Shared { get; init; }
    }
}
