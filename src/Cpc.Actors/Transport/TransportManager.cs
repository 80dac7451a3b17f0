using System.Net;
using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>Listens for peers and owns one <see cref="TransportActor"/> for each.</summary>
internal sealed class TransportManager : ReceiveActor
{
    private readonly NodeServices _services;
    private readonly IReadOnlyList<ITransport> _transports;
    private readonly Dialer _dialer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ITransportListener> _listeners = [];

    public TransportManager(NodeServices services, IReadOnlyList<ITransport> transports)
    {
        _services = services;
        _transports = transports;
        _dialer = new Dialer(transports, services.Time);
        Receive<Listen>(l => ListenAsync(l.EndPoint).PipeTo(Sender, Self,
            success: point => new Listening(point),
            failure: e => new ListenFailed(e is TransportException t ? t.Message : e.Message)));
        Receive<Accepted>(a => Child(a.Connection.Peer).Forward(a));
        Receive<ForPeer>(m => Child(m.Peer).Tell(m.Command, Sender));
        Receive<StatusOf>(m => Child(m.Peer).Forward(GetStatus.Instance));
    }

    public static Props Props(NodeServices services, IReadOnlyList<ITransport> transports) =>
        Akka.Actor.Props.Create(() => new TransportManager(services, transports));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        _stop.Cancel();
        foreach (var listener in _listeners) _ = listener.DisposeAsync().AsTask();
        _stop.Dispose();
    }

    private async Task<IPEndPoint> ListenAsync(IPEndPoint endPoint)
    {
        var self = Self;
        List<ITransportListener> listeners;
        // With port 0 TCP chooses, and UDP follows with the same number unless somebody else has it.
        for (var tries = endPoint.Port == 0 ? 8 : 1; ; tries--)
        {
            try
            {
                listeners = await BindAsync(endPoint).ConfigureAwait(false);
                break;
            }
            catch (TransportException) when (tries > 1)
            {
            }
        }

        foreach (var listener in listeners)
        {
            _listeners.Add(listener);
            _ = AcceptAsync(listener, self, _stop.Token);
        }

        _log.Info("Listening on {0} ({1})", listeners[0].LocalEndPoint, string.Join(", ", _transports.Select(t => t.Name)));
        return listeners[0].LocalEndPoint;
    }

    private async Task<List<ITransportListener>> BindAsync(IPEndPoint endPoint)
    {
        var listeners = new List<ITransportListener>();
        try
        {
            foreach (var transport in _transports.Reverse())
            {
                listeners.Add(await transport.ListenAsync(endPoint, _stop.Token).ConfigureAwait(false));
                endPoint = listeners[0].LocalEndPoint;
            }

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
            // The listener was closed with the node.
        }
    }

    private IActorRef Child(PeerId peer)
    {
        var name = peer.ToString();
        var child = Context.Child(name);
        return child.IsNobody()
            ? Context.ActorOf(Akka.Actor.Props.Create(() => new TransportActor(_services, _dialer, peer)), name)
            : child;
    }

    /// <summary>Starts to listen; answered by Listening or ListenFailed.</summary>
    public sealed record Listen(IPEndPoint EndPoint);

    public sealed record Listening(IPEndPoint EndPoint);

    public sealed record ListenFailed(string Reason);

    public sealed record Accepted(IPeerConnection Connection);

    /// <summary>Passes a command to the transport actor of a peer.</summary>
    public sealed record ForPeer(PeerId Peer, StreamCommand Command);

    public sealed record StatusOf(PeerId Peer);

    public sealed record GetStatus
    {
        public static readonly GetStatus Instance = new();
    }

    public sealed record Status(bool Connected);
}
