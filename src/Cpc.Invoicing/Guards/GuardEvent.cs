using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>What the guards have seen and what people have decided about it, for ever.</summary>
public abstract record GuardEvent
{
    private GuardEvent()
    {
    }

    /// <summary>An invoice arrived.</summary>
    /// <param name="Hash">BLAKE3 of the invoice as encoded, which names it.</param>
    /// <param name="Concerns">Empty where there is nothing suspicious about it.</param>
    public sealed record Claimed(GuardFacts Facts, ContentHash Hash, ValueList<Concern> Concerns, DateTimeOffset At) : GuardEvent;

    /// <summary>Somebody looked at a suspicious invoice.</summary>
    public sealed record Decided(ContentHash Hash, bool Approved, DateTimeOffset At) : GuardEvent;
}
