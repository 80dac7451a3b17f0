namespace Cpc.Transport.Datagram;

/// <summary>Sizes, counts and times of datagram sessions, each with its reason.</summary>
public static class DatagramLimits
{
    /// <summary>Largest datagram in bytes: IPv6's smallest MTU of 1,280 less its and UDP's headers. No path fragments
    /// it.</summary>
    public const int DatagramSize = 1232;

    /// <summary>Most datagrams of one answer: 20 contacts and a record.</summary>
    public const int MaxParts = 3;

    /// <summary>Sessions kept; the one used least lately gives way. About 1 KiB each.</summary>
    public const int MaxSessions = 1024;

    /// <summary>Handshakes under way on each side; the oldest gives way, so that invented peers can't block real ones.</summary>
    public const int MaxPending = 256;

    /// <summary>Questions without an answer yet.</summary>
    public const int MaxAsked = 4096;

    /// <summary>Questions that wait for one handshake.</summary>
    public const int MaxWaiting = 8;

    /// <summary>Peers whose last handshake time is remembered against replay. Who is forgotten too early can be replayed
    /// within <see cref="Skew"/>, which costs a handshake and an answer no larger than the question.</summary>
    public const int MaxTimes = 16_384;

    /// <summary>Handshakes answered in a second from one network (/24 of IPv4, /48 of IPv6), and the most at once.</summary>
    public const int HandshakesPerNetwork = 20;

    /// <inheritdoc cref="HandshakesPerNetwork"/>
    public const int HandshakeBurstPerNetwork = 100;

    /// <summary>Handshakes answered in a second in all, and the most at once: at 0.3 ms each, 15 % of a processor.</summary>
    public const int Handshakes = 500;

    /// <inheritdoc cref="Handshakes"/>
    public const int HandshakeBurst = 1000;

    /// <summary>Networks metered at once.</summary>
    public const int MaxMetered = 4096;

    /// <summary>Datagrams a session may be out of order by: more than a full socket buffer holds.</summary>
    public const int ReplayWindow = 256;

    /// <summary>A handshake without an answer is forgotten, and so is a session that its initiator never confirmed.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Clock difference tolerated in a handshake (protocol.md §1).</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(300);

    /// <summary>A session unused for so long is erased.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromMinutes(20);

    /// <summary>A session's keys live no longer: what they protect is who asked for whom.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromHours(1);
}
