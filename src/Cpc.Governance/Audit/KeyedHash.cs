namespace Cpc.Governance.Audit;

/// <summary>A hash under a key that its owner keeps.</summary>
/// <param name="digest">Receives 32 bytes.</param>
public delegate void KeyedHash(ReadOnlySpan<byte> input, Span<byte> digest);
