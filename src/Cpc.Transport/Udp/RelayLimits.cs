namespace Cpc.Transport.Udp;

/// <summary>What the relay between the public socket and QUIC takes on.</summary>
public sealed record RelayLimits
{
    /// <summary>Addresses that datagrams are relayed for: the connections a listener accepts and as many that move or end. Each
    /// costs a socket on loopback and 4 KiB.</summary>
    public int MaximumFlows { get; init; } = 2048;

    /// <summary>Of them, those that have not proved to be where they say; the one that was used least lately gives way.</summary>
    public int MaximumUnproved { get; init; } = 512;

    /// <summary>Flows of one network (/24 of IPv4, /48 of IPv6); unproved ones give way first.</summary>
    public int MaximumPerNetwork { get; init; } = 128;

    /// <summary>Of them, unproved ones: handshakes of one network at a time; the idlest gives way.</summary>
    public int MaximumUnprovedPerNetwork { get; init; } = 64;

    /// <summary>New flows in a second, and the most at once: a socket each, some 30 µs.</summary>
    public int NewPerSecond { get; init; } = 500;

    /// <inheritdoc cref="NewPerSecond"/>
    public int NewAtOnce { get; init; } = 1000;

    /// <summary>Of them, those of one network: a tenth.</summary>
    public int NewPerSecondOfNetwork { get; init; } = 50;

    /// <inheritdoc cref="NewPerSecondOfNetwork"/>
    public int NewAtOnceOfNetwork { get; init; } = 100;

    /// <summary>A flow of a connection on which nothing passes for so long is closed: longer than a connection may be idle. Should
    /// one outlive it, its next datagram is a change of address.</summary>
    public TimeSpan IdleLife { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The same for an unproved flow: longer than a handshake may take.</summary>
    public TimeSpan UnprovedLife { get; init; } = TimeSpan.FromSeconds(15);
}
