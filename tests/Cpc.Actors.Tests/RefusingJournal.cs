using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Cpc.Actors.Tests;

/// <summary>The journal in memory; told to, it refuses the next write, as one does that can't serialize an event.</summary>
public sealed class RefusingJournal : MemoryJournal
{
    private bool _refuses;

    protected override bool ReceivePluginInternal(object message)
    {
        if (message is not RefuseNext) return base.ReceivePluginInternal(message);
        _refuses = true;
        return true;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (!_refuses) return base.WriteMessagesAsync(messages, cancellationToken);
        _refuses = false;
        return Task.FromResult<IImmutableList<Exception>>([.. messages.Select(_ => new InvalidOperationException("Refused."))]);
    }

    public sealed record RefuseNext
    {
        public static readonly RefuseNext Instance = new();
    }
}
