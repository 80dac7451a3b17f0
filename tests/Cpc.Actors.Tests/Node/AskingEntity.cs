using Akka.Actor;
using Cpc.Actors.Node;

namespace Cpc.Actors.Tests.Node;

/// <summary>Asks somebody else before it answers a word; a hasty one does not wait for long.</summary>
internal sealed class AskingEntity : EntityActor
{
    private TimeSpan _askTimeout;

    public AskingEntity(string id, IActorRef asked)
    {
        PersistenceId = id;
        Command<Told>(told =>
        {
            _askTimeout = told.Word.StartsWith("hasty", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(20);
            if (told.Word == "leave and work") Context.Parent.Tell(EntityManager.Passivate.Instance);
            AskThen<string>(asked, told.Word,
                answer => Persist($"{told.Word}={answer}", e => Sender.Tell(e)),
                () => Sender.Tell($"{told.Word} failed"));
        });
        Command<string>(plain => Sender.Tell($"plain {plain}"));
    }

    public override string PersistenceId { get; }

    protected override TimeSpan AskTimeout => _askTimeout;
}
