using Akka.Actor;
using Cpc.Actors.Node;

namespace Cpc.Actors.Tests.Node;

/// <summary>Asks somebody else before it answers a word.</summary>
internal sealed class AskingEntity : EntityActor
{
    public AskingEntity(string id, IActorRef asked)
    {
        PersistenceId = id;
        Command<Told>(told =>
        {
            if (told.Word == "leave and work") Context.Parent.Tell(EntityManager.Passivate.Instance);
            AskThen<string>(asked, told.Word,
                answer => Persist($"{told.Word}={answer}", e => Sender.Tell(e)),
                () => Sender.Tell($"{told.Word} failed"));
        });
        Command<string>(plain => Sender.Tell($"plain {plain}"));
    }

    public override string PersistenceId { get; }

    protected override TimeSpan AskTimeout => TimeSpan.FromMilliseconds(300);
}
