using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace Cpc.Actors.Node;

/// <summary>
/// An event-sourced entity that sometimes has to ask another actor before it goes on: until the answer is here, what
/// else arrives is stashed, so that every decision stands on the state it was made with. Nothing blocks.
/// </summary>
internal abstract class EntityActor : ReceivePersistentActor
{
    protected EntityActor() => Command<EntityManager.Stop>(_ => Context.Stop(Self));

    // There are no snapshots: not asking for one saves each start a query.
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    protected virtual TimeSpan AskTimeout => TimeSpan.FromSeconds(20);

    /// <summary>Asks, stashes until the answer comes, then goes on.</summary>
    /// <param name="next">What to do with the answer; <c>Sender</c> is again the sender of the command being handled.</param>
    /// <param name="failed">What to do when none comes in time.</param>
    protected void AskThen<T>(IActorRef whom, object question, Action<T> next, Action failed)
        where T : notnull
    {
        var sender = Sender;
        whom.Ask<object>(question, AskTimeout).PipeTo(Self, sender,
            success: answer => new Answered(answer),
            failure: _ => new Answered(null));
        BecomeStacked(() =>
        {
            Command<Answered>(answered =>
            {
                UnbecomeStacked();
                Stash.UnstashAll();
                if (answered.Value is T value)
                {
                    next(value);
                    return;
                }

                Log.Warning("{0} did not answer in time", whom.Path.Name);
                failed();
            });
            CommandAny(_ => Stash.Stash());
        });
    }

    // Only its kind is printed: an answer may hold a document.
    private sealed record Answered(object? Value)
    {
        public override string ToString() => "Answered(redacted)";
    }
}
