using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;

namespace Cpc.Actors.Monitor;

/// <summary>Counts dead letters by the type of their message; never their content.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    public DeadLetterCounter(NodeServices services)
    {
        // A session that has ended does not hear of its stream's end: nothing is lost with that.
        Receive<DeadLetter>(letter => letter.Message is StreamEvent.Ended, _ => { });
        Receive<DeadLetter>(letter => services.Counters.Count("dead-letter", letter.Message.GetType().Name));
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }
}
