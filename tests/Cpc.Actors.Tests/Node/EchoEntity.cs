using Akka.Actor;
using Cpc.Actors.Node;

namespace Cpc.Actors.Tests.Node;

/// <summary>Answers with its life's number and the word; leaves or fails when told.</summary>
internal sealed class EchoEntity : ReceiveActor
{
    public EchoEntity(int life)
    {
        Receive<Told>(told =>
        {
            switch (told.Word)
            {
                case "leave":
                    Context.Parent.Tell(EntityManager.Passivate.Instance);
                    break;
                case "fail":
                    throw new InvalidOperationException("As told.");
                default:
                    Sender.Tell($"{life}:{told.Word}");
                    break;
            }
        });
        Receive<EntityManager.Stop>(_ => Context.Stop(Self));
    }
}
