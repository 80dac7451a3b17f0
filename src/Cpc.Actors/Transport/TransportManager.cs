using System.Net;
using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Dht;
using Cpc.Actors.Node;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Listens for peers and owns one <see cref="TransportActor"/> for each. Where it listens is remembered with the node's
/// services: restarted, it listens there again, and tries until it can.
/// </summary>
internal sealed class TransportManager : ReceiveActor, IWithTimers
{
    private const string AgainTimer = "listen";
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly NodeServices _services;
    private readonly IReadOnlyList<ITransport> _transports;
    private readonly BreakerSettings _breaker;
    private readonly Dialer _dialer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<ITransportListener> _listeners = [];
    private TimeSpan _wait = FirstWait;

    public TransportManager(NodeServices services, IReadOnlyList<ITransport> transports, BreakerSettings breaker)
    {
        _services = services;
        _transports = transports;
        _breaker = breaker;
        _dialer = new Dialer(transports, services.Time, new PeerDiscovery(services.Router).FindAsync,
            address => AddressScope.Follows(address.Address, services.ListenEndPoint) && address.ToAddress() is { } named && !services.OwnAddresses.Current.Contains(named),
            () => services.Counters.Count("transport", "WrongPeerFound"));
        Receive<Listen>(l => Bind(l.EndPoint, Sender));
        Receive<ListenAgain>(_ => Bind(_services.ListenEndPoint!, ActorRefs.Nobody));
        Receive<Bound>(OnBound);
        Receive<BindFailed>(OnBindFailed);
        Receive<ListenerEnded>(OnListenerEnded);
        Receive<Accepted>(OnAccepted);
        Receive<ForPeer>(m => Child(m.Peer).Tell(m.Command, Sender));
        Receive<StatusOf>(m => Child(m.Peer).Forward(GetStatus.Instance));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeServices services, IReadOnlyList<ITransport> transports, BreakerSettings breaker) =>
        Akka.Actor.Props.Create(() => new TransportManager(services, transports, breaker));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart()
    {
        if (_services.ListenEndPoint is not null) Self.Tell(ListenAgain.Instance);
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        CloseListeners();
        _stop.Dispose();
    }

    private void Bind(IPEndPoint endPoint, IActorRef whoAsked)
    {
        if (_listeners.Count > 0) return;
        BindAsync(endPoint).PipeTo(Self,
            success: listeners => new Bound(listeners, whoAsked),
            failure: e => new BindFailed(e is TransportException t ? t.Message : e.Message, whoAsked));
    }

    private void OnAccepted(Accepted accepted)
    {
        // Through a relay anybody is reached.
        if (!_transports.Any(t => t.IsRelay && t.Name == accepted.Connection.Transport)
            && accepted.Connection.RemoteEndPoint is IPEndPoint remote && AddressScope.ComesFromOutside(remote.Address, _services.ListenEndPoint))
        {
            _services.Router.Dht.Tell(ReachedFromOutside.Instance);
        }

        Child(accepted.Connection.Peer).Forward(accepted);
    }

    private void OnBound(Bound bound)
    {
        _listeners = bound.Listeners;
        _wait = FirstWait;
        foreach (var listener in _listeners) _ = AcceptAsync(listener, Self, _stop.Token);
        var endPoint = _listeners[0].LocalEndPoint;
        _services.ListenEndPoint = endPoint;
        _log.Info("Listening on {0} ({1})", endPoint, string.Join(", ", _transports.Select(t => t.Name)));
        bound.WhoAsked.Tell(new Listening(endPoint));
    }

    private void OnBindFailed(BindFailed failed)
    {
        if (!failed.WhoAsked.IsNobody())
        {
            failed.WhoAsked.Tell(new ListenFailed(failed.Reason));
            return;
        }

        _log.Warning("Can't listen on {0}: {1} Next try in {2:F1} s", _services.ListenEndPoint, failed.Reason, _wait.TotalSeconds);
        Again();
    }

    private void OnListenerEnded(ListenerEnded ended)
    {
        if (!_listeners.Contains(ended.Listener)) return;
        _log.Warning("A listener on {0} has ended; it is started again", _services.ListenEndPoint);
        CloseListeners();
        Again();
    }

    private void Again()
    {
        Timers.StartSingleTimer(AgainTimer, ListenAgain.Instance, _wait);
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
    }

    private void CloseListeners()
    {
        foreach (var listener in _listeners) _ = listener.DisposeAsync().AsTask();
        _listeners = [];
    }

    private async Task<IReadOnlyList<ITransportListener>> BindAsync(IPEndPoint endPoint)
    {
        // With port 0 TCP chooses, and UDP follows with the same number unless somebody else has it.
        for (var tries = endPoint.Port == 0 ? 8 : 1; ; tries--)
        {
            try
            {
                return await BindOnceAsync(endPoint).ConfigureAwait(false);
            }
            catch (TransportException) when (tries > 1)
            {
            }
        }
    }

    private async Task<List<ITransportListener>> BindOnceAsync(IPEndPoint endPoint)
    {
        var listeners = new List<ITransportListener>();
        try
        {
            // A relay chooses its address itself, so it is no other's model.
            foreach (var transport in _transports.Reverse().OrderBy(t => t.IsRelay))
            {
                listeners.Add(await transport.ListenAsync(endPoint, _stop.Token).ConfigureAwait(false));
                endPoint = listeners[0].LocalEndPoint;
            }

            // QUIC has bound it already; without QUIC, the rest of UDP is at the same port all the same.
            _services.Udp.Bind(endPoint);
            return listeners;
        }
        catch
        {
            foreach (var listener in listeners) await listener.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task AcceptAsync(ITransportListener listener, IActorRef self, CancellationToken cancel)
    {
        try
        {
            while (true) self.Tell(new Accepted(await listener.AcceptAsync(cancel).ConfigureAwait(false)));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!cancel.IsCancellationRequested) self.Tell(new ListenerEnded(listener));
        }
    }

    private IActorRef Child(PeerId peer)
    {
        var name = peer.ToString();
        var child = Context.Child(name);
        return child.IsNobody()
            ? Context.ActorOf(Akka.Actor.Props.Create(() => new TransportActor(_services, _dialer, _breaker, peer)), name)
            : child;
    }

    /// <summary>Starts to listen; answered by Listening or ListenFailed.</summary>
    public sealed record Listen(IPEndPoint EndPoint);

    public sealed record Listening(IPEndPoint EndPoint);

    public sealed record ListenFailed(string Reason);

    public sealed record Accepted(IPeerConnection Connection) : IHolding
    {
        public void LetGo() => _ = Connection.CloseAsync(CloseReason.ShuttingDown);
    }

    /// <summary>Passes a command to the transport actor of a peer.</summary>
    public sealed record ForPeer(PeerId Peer, StreamCommand Command);

    public sealed record StatusOf(PeerId Peer);

    public sealed record GetStatus
    {
        public static readonly GetStatus Instance = new();
    }

    public sealed record Status(bool Connected, BreakerStatus Breaker)
    {
        /// <summary>Name of the transport that new streams use; null without a connection.</summary>
        public string? Transport { get; init; }
    }

    private sealed record Bound(IReadOnlyList<ITransportListener> Listeners, IActorRef WhoAsked) : IHolding
    {
        public void LetGo()
        {
            foreach (var listener in Listeners) _ = listener.DisposeAsync().AsTask();
        }
    }

    private sealed record BindFailed(string Reason, IActorRef WhoAsked);

    private sealed record ListenerEnded(ITransportListener Listener);

    private sealed record ListenAgain
    {
        public static readonly ListenAgain Instance = new();
    }
}
