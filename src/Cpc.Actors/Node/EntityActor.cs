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
        where T : notnull =>
        Await([(whom, question)], answers =>
        {
            if (answers is not [T value]) return false;
            next(value);
            return true;
        }, failed);

    /// <summary>Asks two at once, stashes until both answers are here, then goes on.</summary>
    protected void AskThen<T1, T2>((IActorRef Whom, object Question) first, (IActorRef Whom, object Question) second, Action<T1, T2> next, Action failed)
        where T1 : notnull
        where T2 : notnull =>
        Await([first, second], answers =>
        {
            if (answers is not [T1 one, T2 two]) return false;
            next(one, two);
            return true;
        }, failed);

    // Without an answer when one of those asked gives none in time.
    private void Await(IReadOnlyList<(IActorRef Whom, object Question)> questions, Func<object[], bool> next, Action failed)
    {
        Task.WhenAll(questions.Select(q => q.Whom.Ask<object>(q.Question, AskTimeout))).PipeTo(Self, Sender,
            success: answers => new Answered(answers),
            failure: _ => new Answered([]));
        BecomeStacked(() =>
        {
            Command<Answered>(answered =>
            {
                UnbecomeStacked();
                Stash.UnstashAll();
                if (next(answered.Values)) return;
                Log.Warning("{0} gave no answer, or none in time", string.Join(" or ", questions.Select(q => q.Whom.Path.Name)));
                failed();
            });
            CommandAny(_ => Stash.Stash());
        });
    }

    // Only its kind is printed: an answer may hold a document.
    private sealed record Answered(object[] Values)
    {
        public override string ToString() => "Answered(redacted)";
    }
}
