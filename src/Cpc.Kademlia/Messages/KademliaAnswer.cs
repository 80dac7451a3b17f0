namespace Cpc.Kademlia.Messages;

/// <summary>What a node answers.</summary>
public abstract record KademliaAnswer
{
    private KademliaAnswer()
    {
    }

    /// <summary>Whether the sender serves others and may be inserted into a table.</summary>
    public required bool Serving { get; init; }

    /// <summary>I am.</summary>
    public sealed record Pong : KademliaAnswer;

    /// <summary>Contacts nearest to the key, nearest first, at most k, and the record if there is one.</summary>
    /// <param name="Record">Encoded, at most 1,024 bytes; null for none.</param>
    public sealed record Found(IReadOnlyList<Contact> Contacts, ReadOnlyMemory<byte>? Record) : KademliaAnswer;

    /// <summary>The record is kept, or why not.</summary>
    public sealed record Stored(KademliaRefusal Refusal) : KademliaAnswer;
}
