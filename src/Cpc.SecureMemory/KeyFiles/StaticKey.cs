using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>A Noise static: an X25519 key of its own, with its validity and sequence number (protocol.md §1).</summary>
public sealed class StaticKey : IDisposable
{
    internal StaticKey(SecureData privateKey, DateTimeOffset notBefore, DateTimeOffset notAfter, uint sequence)
    {
        PrivateKey = privateKey;
        NotBefore = notBefore;
        NotAfter = notAfter;
        Sequence = sequence;
        PublicKey = new byte[X25519.KeySize];
        X25519.DerivePublicKey(privateKey.Span, PublicKey);
    }

    /// <summary>32 secret bytes.</summary>
    public SecureData PrivateKey { get; }

    /// <summary>32 bytes.</summary>
    public byte[] PublicKey { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>seq: max(last + 1, Unix minutes); a peer refuses a lower one than it has seen.</summary>
    public uint Sequence { get; }

    public void Dispose() => PrivateKey.Dispose();
}
