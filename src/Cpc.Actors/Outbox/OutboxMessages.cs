using Cpc.Actors.Node;
using Cpc.Cryptography;

namespace Cpc.Actors.Outbox;

/// <summary>Queues an item for a peer; answered by <see cref="Enqueued"/> once that is durable.</summary>
public sealed record Enqueue(PeerId Peer, OutboxItem Item) : IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <summary>The item is in the queue.</summary>
public sealed record Enqueued
{
    public static readonly Enqueued Instance = new();
}

/// <summary>Starts a peer's outbox, so that what was queued, or a crash interrupted, goes on.</summary>
public sealed record StartOutbox(PeerId Peer) : IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <summary>What was denied for want of consent may be tried again.</summary>
public sealed record ConsentChanged(PeerId Peer) : IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <summary>Answered by <see cref="OutboxStatus"/>.</summary>
public sealed record GetOutboxStatus(PeerId Peer) : IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <param name="Queued">Items waiting or under way.</param>
/// <param name="LastProblem">Why the last attempt failed; null after a success.</param>
/// <param name="KeyChanged">The peer's address answers with another identity; nothing is sent there.</param>
public sealed record OutboxStatus(int Queued, string? LastProblem, IReadOnlyDictionary<OutboxItem, string> Problems, bool KeyChanged = false);

/// <summary>An item joined the queue.</summary>
public sealed record OutboxQueued(OutboxItem Item, DateTimeOffset At);

/// <summary>An item left the queue.</summary>
public sealed record OutboxDone(OutboxItem Item, OutboxOutcome Outcome, DateTimeOffset At);
