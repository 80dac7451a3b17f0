using Akka.Actor;

namespace Cpc.Actors.Tests.Monitor;

/// <summary>Hands on what it hears.</summary>
internal sealed class Listener<T> : ReceiveActor
{
    public Listener(Action<T> heard) => Receive<T>(heard);
}
