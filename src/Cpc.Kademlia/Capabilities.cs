namespace Cpc.Kademlia;

/// <summary>What a node offers. Unknown bits are refused: a new capability comes with a new version of the record.</summary>
[Flags]
public enum Capabilities : uint
{
    None = 0,

    /// <summary>Answers DHT queries and keeps records.</summary>
    Server = 1,

    /// <summary>Relays for partners.</summary>
    Relay = 2,

    /// <summary>Accepts QUIC.</summary>
    Quic = 4,

    /// <summary>Accepts TLS over TCP on the same port.</summary>
    Tls = 8,
}
