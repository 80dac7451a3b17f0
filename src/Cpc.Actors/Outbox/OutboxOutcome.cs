namespace Cpc.Actors.Outbox;

/// <summary>How an item left the queue. Numbers are stored: never reuse one.</summary>
public enum OutboxOutcome
{
    /// <summary>The peer's receipt says it is processed.</summary>
    Delivered = 1,

    /// <summary>The peer's receipt refuses it for good.</summary>
    Refused = 2,

    /// <summary>There was nothing to deliver: a crash came before the document itself was stored, and whoever asked for
    /// it got no answer.</summary>
    Void = 3,
}
