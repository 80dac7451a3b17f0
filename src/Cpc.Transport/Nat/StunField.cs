namespace Cpc.Transport.Nat;

/// <summary>One attribute of a STUN message.</summary>
/// <param name="Start">Where it begins in the message, in bytes; integrity is over what comes before.</param>
public readonly record struct StunField(StunAttributeType Type, ReadOnlyMemory<byte> Value, int Start);
