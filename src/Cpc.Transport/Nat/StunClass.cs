namespace Cpc.Transport.Nat;

/// <summary>What a STUN message is (RFC 8489 §5): two bits spread over its type.</summary>
public enum StunClass
{
    Request = 0,
    Indication = 1,
    Success = 2,
    Error = 3,
}
