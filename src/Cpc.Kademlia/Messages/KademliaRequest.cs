namespace Cpc.Kademlia.Messages;

/// <summary>What one node asks another.</summary>
public abstract record KademliaRequest
{
    private KademliaRequest()
    {
    }

    /// <summary>Whether the sender serves others and may be inserted into a table.</summary>
    public required bool Serving { get; init; }

    /// <summary>Are you there?</summary>
    public sealed record Ping : KademliaRequest;

    /// <summary>Who is near this key?</summary>
    public sealed record FindNode(NodeId Near) : KademliaRequest;

    /// <summary>Have you the record of this key, and who is near the other?</summary>
    /// <param name="Key">Not the identity itself: of whom he does not know, a stranger learns nothing by being asked.</param>
    /// <param name="Near">The record's key, or another of its region.</param>
    public sealed record FindRecord(NodeId Key, NodeId Near) : KademliaRequest;

    /// <summary>Keep my record.</summary>
    /// <param name="Record">Encoded, at most 1,024 bytes.</param>
    public sealed record Store(ReadOnlyMemory<byte> Record) : KademliaRequest;

    /// <summary>I am leaving; the answer is a Pong.</summary>
    public sealed record Leave : KademliaRequest;
}
