using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Documents;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;

namespace Cpc.Actors.Monitor;

/// <summary>Counts dead letters by the type of their message, never their content, and erases what nobody will.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    public DeadLetterCounter(NodeServices services)
    {
        // A session that has ended does not hear of its stream's end: nothing is lost with that.
        Receive<DeadLetter>(letter => letter.Message is StreamEvent.Ended, _ => { });
        Receive<DeadLetter>(letter =>
        {
            services.Counters.Count("dead-letter", letter.Message.GetType().Name);
            Erase(letter.Message);
        });
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }

    // Whoever receives these messages disposes what they carry; these nobody has received.
    private static void Erase(object message)
    {
        switch (message)
        {
            case SessionCommand.SendDocument send:
                send.Payload.Dispose();
                break;
            case IHolding holding:
                holding.LetGo();
                break;
            case ReceiveDocument receive:
                receive.Document.Dispose();
                break;
        }
    }
}
