namespace Cpc.SecureMemory;

/// <summary>A Noise static of a running node: the private key sealed in memory.</summary>
/// <param name="PublicKey">32 bytes.</param>
/// <param name="Sequence">seq of its record.</param>
public sealed record HeldStatic(Secret PrivateKey, byte[] PublicKey, DateTimeOffset NotBefore, DateTimeOffset NotAfter, uint Sequence)
{
    public override string ToString() => $"HeldStatic({Sequence}, redacted)";
}
