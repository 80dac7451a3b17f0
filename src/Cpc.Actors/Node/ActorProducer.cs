using Akka.Actor;

namespace Cpc.Actors.Node;

/// <summary>
/// Makes actors by a delegate. <c>Props.Create(() =&gt; …)</c> compiles an expression for every <c>Props</c>, which for the
/// actors of one exchange took a fifth of its CPU time (docs/benchmarks/exchange.md).
/// </summary>
internal sealed class ActorProducer<T>(Func<T> make) : IIndirectActorProducer
    where T : ActorBase
{
    public Type ActorType => typeof(T);

    public static Props Props(Func<T> make) => Akka.Actor.Props.CreateBy(new ActorProducer<T>(make));

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
        // Nothing is held for an actor.
    }
}
