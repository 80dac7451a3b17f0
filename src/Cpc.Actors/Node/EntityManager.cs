using Akka.Actor;

namespace Cpc.Actors.Node;

/// <summary>
/// The local counterpart of a shard region: starts an entity with its first message, lets it go when it asks to
/// (<see cref="Passivate"/>) and keeps what arrives meanwhile for its next life. An entity that is remembered is
/// started again when it has failed.
/// </summary>
public sealed class EntityManager : ReceiveActor, IWithTimers
{
    private readonly Func<string, Props> _props;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly SupervisorStrategy _strategy;
    private readonly Func<string, object?>? _remember;
    private readonly Func<IEnumerable<IEntityMessage>>? _recall;
    private readonly Dictionary<IActorRef, List<(IEntityMessage Message, IActorRef Sender)>> _leaving = [];

    /// <param name="props">How to make the entity of a key.</param>
    /// <param name="strategy">How entities are supervised.</param>
    /// <param name="remember">The message that starts a failed entity again; null where the next message does.</param>
    /// <param name="recall">The messages that start all entities which must be there after a restart of this manager; null
    /// where none must.</param>
    public EntityManager(
        Func<string, Props> props, SupervisorStrategy strategy, Func<string, object?>? remember = null, Func<IEnumerable<IEntityMessage>>? recall = null)
    {
        _recall = recall;
        _remember = remember;
        _props = props;
        _strategy = strategy;
        Receive<IEntityMessage>(m => Deliver(m, Sender));
        Receive<Passivate>(_ => Leave());
        Receive<Terminated>(OnTerminated);
    }

    public static Props Props(
        Func<string, Props> props, SupervisorStrategy strategy, Func<string, object?>? remember = null, Func<IEnumerable<IEntityMessage>>? recall = null) =>
        Akka.Actor.Props.Create(() => new EntityManager(props, strategy, remember, recall));

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        foreach (var start in _recall?.Invoke() ?? []) Self.Tell(start);
    }

    private void Deliver(IEntityMessage message, IActorRef sender)
    {
        var child = Context.Child(message.EntityId);
        if (!child.IsNobody() && _leaving.TryGetValue(child, out var kept))
        {
            kept.Add((message, sender));
            return;
        }

        if (child.IsNobody()) child = Context.Watch(Context.ActorOf(_props(message.EntityId), message.EntityId));
        child.Tell(message, sender);
    }

    private void Leave()
    {
        if (!_leaving.TryAdd(Sender, [])) return;
        // No poison pill: an actor that stashes while it asks or persists would take it at once, and what it is at be lost.
        Sender.Tell(Stop.Instance);
    }

    private void OnTerminated(Terminated terminated)
    {
        if (!_leaving.Remove(terminated.ActorRef, out var kept))
        {
            if (_remember?.Invoke(terminated.ActorRef.Path.Name) is { } start)
                Timers.StartSingleTimer(terminated.ActorRef.Path.Name, start, RestartDelay);
            return;
        }

        // At once: what has come since waits behind.
        foreach (var (message, sender) in kept) Deliver(message, sender);
    }

    /// <summary>To an entity that asked to leave: stop when this message's turn comes.</summary>
    public sealed record Stop
    {
        public static readonly Stop Instance = new();

        private Stop()
        {
        }
    }

    /// <summary>An entity has nothing to do and may be stopped; it is answered by <see cref="Stop"/>.</summary>
    public sealed record Passivate
    {
        public static readonly Passivate Instance = new();

        private Passivate()
        {
        }
    }
}
