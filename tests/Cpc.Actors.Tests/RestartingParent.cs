using Akka.Actor;

namespace Cpc.Actors.Tests;

/// <summary>Restarts its child on every failure; answers "child" with it.</summary>
internal sealed class RestartingParent : ReceiveActor
{
    public RestartingParent(Props child)
    {
        var started = Context.ActorOf(child, "child");
        Receive<string>(_ => Sender.Tell(started));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);
}
