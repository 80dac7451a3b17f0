namespace Cpc.Transport.Nat;

/// <summary>How a NAT chooses the outside address of a socket (RFC 4787 §4.1).</summary>
public enum NatMapping
{
    /// <summary>Not enough servers answered to tell.</summary>
    Unknown,

    /// <summary>There is none: the socket's own address is seen from outside.</summary>
    None,

    /// <summary>One outside address for all destinations: it can be told to a peer, and punched.</summary>
    EndpointIndependent,

    /// <summary>Another outside address for another destination ("symmetric"): a peer can't know it; a relay is needed
    /// unless the other side is reachable.</summary>
    DestinationDependent,

    /// <summary>No server answers over UDP.</summary>
    Blocked,
}
