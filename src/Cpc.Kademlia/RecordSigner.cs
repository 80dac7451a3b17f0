namespace Cpc.Kademlia;

/// <summary>Signs with the node's identity key, which this room never sees.</summary>
/// <param name="message">What is signed; it begins with a domain-separating label.</param>
/// <param name="signature">Receives the 64 bytes of an Ed25519 signature.</param>
public delegate void RecordSigner(ReadOnlySpan<byte> message, Span<byte> signature);
