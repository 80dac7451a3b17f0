using Akka.Actor;

namespace Cpc.Actors.Outbox;

/// <summary>An item in the queue with its attempts; memory only.</summary>
internal sealed class DeliveryItem(OutboxItem item, long place)
{
    public OutboxItem Item { get; } = item;

    /// <summary>Its place in the queue: smaller goes first.</summary>
    public long Place { get; } = place;

    /// <summary>16 bytes while an exchange is under way.</summary>
    public byte[]? ExchangeId { get; set; }

    /// <summary>How it ended is on its way to the journal.</summary>
    public bool IsDone { get; set; }

    public IActorRef Session { get; set; } = ActorRefs.Nobody;

    /// <summary>Not before this time: it was denied, not the peer unreachable. The queue sets it.</summary>
    public DateTimeOffset NextTry { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Why the last attempt failed. The queue sets it.</summary>
    public string? Problem { get; set; }
}
