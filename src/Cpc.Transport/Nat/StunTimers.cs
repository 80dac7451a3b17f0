namespace Cpc.Transport.Nat;

/// <summary>When a request over UDP is sent again (RFC 8489 §6.2.1).</summary>
/// <param name="Rto">Wait after the first sending; doubled after each further one.</param>
/// <param name="Rc">How often it is sent in all.</param>
/// <param name="Rm">After the last sending an answer is awaited for so many times <paramref name="Rto"/>.</param>
public sealed record StunTimers(TimeSpan Rto, int Rc, int Rm)
{
    /// <summary>The standard's: 39.5 s until a server is given up.</summary>
    public static readonly StunTimers Standard = new(TimeSpan.FromMilliseconds(500), 7, 16);

    /// <summary>For a person who waits: 4 sendings, 5.5 s.</summary>
    public static readonly StunTimers Brief = new(TimeSpan.FromMilliseconds(500), 4, 4);

    /// <summary>How long a request over TCP, which is sent once, waits for its answer (§6.2.2, Ti).</summary>
    public TimeSpan Reliable => (Rto * ((1 << (Rc - 1)) - 1)) + (Rto * Rm);

    /// <summary>The wait after each sending.</summary>
    internal IEnumerable<TimeSpan> Waits()
    {
        for (var i = 0; i < Rc - 1; i++) yield return Rto * (1 << i);
        yield return Rto * Rm;
    }
}
