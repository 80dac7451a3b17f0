using Akka.Actor;

namespace Cpc.Actors.Node;

/// <summary>
/// Reaches entities without knowing where they live: each reference takes messages that say themselves which entity
/// they are for (<see cref="IEntityMessage"/>), be it a local manager or a shard region. Set once while the node
/// starts, before anything is sent.
/// </summary>
public sealed class NodeRouter
{
    public IActorRef Transport { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Peers { get; internal set; } = ActorRefs.Nobody;

    public IActorRef PeerBook { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Outbox { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Documents { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Catalog { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Consent { get; internal set; } = ActorRefs.Nobody;

    /// <summary>Nobody when discovery is off.</summary>
    public IActorRef Dht { get; internal set; } = ActorRefs.Nobody;

    public IActorRef Audit { get; internal set; } = ActorRefs.Nobody;
}
