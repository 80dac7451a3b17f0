using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;

namespace Cpc.Actors.Monitor;

/// <summary>Counts dead letters by the type of their message; never their content.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    public DeadLetterCounter(NodeServices services)
    {
        Receive<DeadLetter>(letter => services.Counters.Count("dead-letter", letter.Message.GetType().Name));
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }
}
