namespace Cpc.Transport.Nat;

/// <summary>What a NAT or firewall lets in (RFC 4787 §5).</summary>
public enum NatFiltering
{
    /// <summary>The servers don't support the question (RFC 5780).</summary>
    Unknown,

    /// <summary>From anyone.</summary>
    EndpointIndependent,

    /// <summary>From the addresses that were sent to, any port.</summary>
    AddressDependent,

    /// <summary>From the addresses and ports that were sent to.</summary>
    AddressAndPortDependent,
}
