namespace Cpc.Kademlia;

/// <summary>A contact in a table and what is known of its liveness.</summary>
internal sealed class TableEntry(Contact contact, DateTimeOffset now)
{
    public Contact Contact { get; set; } = contact;

    /// <summary>When it last answered.</summary>
    public DateTimeOffset LastHeard { get; set; } = now;

    /// <summary>When it was last pinged by the schedule.</summary>
    public DateTimeOffset LastPinged { get; set; } = now;

    /// <summary>Failures since it last answered.</summary>
    public int Failures { get; set; }

    /// <summary>It answered from another address, too: this one has to be asked.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>Whether its liveness still counts as proved.</summary>
    public bool IsProved(DateTimeOffset now) => Failures == 0 && now - LastHeard <= KademliaConstants.LivenessLife;
}
