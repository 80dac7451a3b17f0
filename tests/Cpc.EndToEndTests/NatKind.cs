namespace Cpc.EndToEndTests;

/// <summary>What is between a node and the internet.</summary>
public enum NatKind
{
    /// <summary>Nothing: a public address.</summary>
    None,

    /// <summary>A router with one outside address for all destinations, that lets in only who was sent to.</summary>
    PortRestricted,

    /// <summary>A router with another outside port for each destination.</summary>
    Symmetric,

    /// <summary>A router that lets no UDP out.</summary>
    UdpBlocked,
}
