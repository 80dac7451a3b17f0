using Akka.Actor;

namespace Cpc.Actors.Outbox;

/// <summary>An item in the queue with its attempts; memory only.</summary>
internal sealed class DeliveryItem(OutboxItem item)
{
    public OutboxItem Item { get; } = item;

    /// <summary>16 bytes while an exchange is under way.</summary>
    public byte[]? ExchangeId { get; set; }

    public IActorRef Session { get; set; } = ActorRefs.Nobody;

    /// <summary>Not before this time: it was denied, not the peer unreachable.</summary>
    public DateTimeOffset NextTry { get; set; } = DateTimeOffset.MinValue;

    public string? Problem { get; set; }
}
