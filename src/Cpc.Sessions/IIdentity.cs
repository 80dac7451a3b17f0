using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// The node's own identity key as a handle: it signs and never shows the key. Whoever implements it keeps the
/// private key in guarded memory (protocol.md §11).
/// </summary>
public interface IIdentity
{
    /// <summary>The Ed25519 public key.</summary>
    PeerId PeerId { get; }

    /// <summary>Signs with Ed25519.</summary>
    /// <param name="message">What is signed; it begins with a domain-separating label.</param>
    /// <param name="signature">Receives 64 bytes.</param>
    /// <exception cref="ObjectDisposedException">The key has been erased.</exception>
    void Sign(ReadOnlySpan<byte> message, Span<byte> signature);
}
