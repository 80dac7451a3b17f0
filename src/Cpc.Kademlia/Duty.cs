namespace Cpc.Kademlia;

/// <summary>Something a node has to do now.</summary>
public abstract record Duty
{
    private Duty()
    {
    }

    /// <summary>Ask whether a contact is alive.</summary>
    public sealed record Ping(Contact Contact) : Duty;

    /// <summary>Look up a random id of a bucket.</summary>
    public sealed record Refresh(int Bucket) : Duty;

    /// <summary>Nobody is known: ask seeds and bootstrap nodes.</summary>
    public sealed record Join : Duty;

    /// <summary>Look up a random key and sample the network's size with the result.</summary>
    public sealed record Measure : Duty;

    /// <summary>Sign the own record anew and store it.</summary>
    public sealed record Publish : Duty;

    /// <summary>Write the seeds down.</summary>
    public sealed record SaveSeeds : Duty;
}
