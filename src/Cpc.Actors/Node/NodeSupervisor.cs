using System.Net;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Cpc.Actors.Audit;
using Cpc.Actors.Consent;
using Cpc.Actors.Dht;
using Cpc.Actors.Documents;
using Cpc.Actors.Monitor;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Transport;

namespace Cpc.Actors.Node;

/// <summary>The root of a node's actors: /user/node. Starts them in order; each has its own supervision.</summary>
internal sealed class NodeSupervisor : ReceiveActor
{
    private readonly NodeServices _services;

    public NodeSupervisor(NodeServices services, IReadOnlyList<ITransport> transports, DhtHost? dht)
    {
        _services = services;
        var router = services.Router;
        var outbox = OutboxSettings.From(Context.System.Settings.Config);

        Context.ActorOf(Props.Create(() => new DeadLetterCounter(services)), "monitor");
        router.Audit = Singleton(Props.Create(() => new AuditActor(services)), "audit");
        router.Consent = Singleton(Props.Create(() => new ConsentActor(services)), "consent");
        router.PeerBook = Singleton(Props.Create(() => new PeerBookActor(services)), "book");
        router.Documents = Context.ActorOf(
            EntityManager.Props(id => ActorProducer<InvoiceActor>.Props(() => new InvoiceActor(services, id)), StopAndStartAnew()), "documents");
        router.Outbox = Context.ActorOf(
            EntityManager.Props(id => ActorProducer<DeliveryActor>.Props(() => new DeliveryActor(services, outbox, id)), StopAndStartAnew(),
                remember: id => Cryptography.PeerId.TryParse(id, out var peer) ? new StartOutbox(peer) : null,
                recall: () => services.Peers.All.Select(p => new StartOutbox(p.PeerId))), "outbox");
        router.Peers = Context.ActorOf(
            EntityManager.Props(id => ActorProducer<PeerActor>.Props(() => new PeerActor(services, id)), StopAndStartAnew()), "peers");
        router.Transport = Context.ActorOf(TransportManager.Props(services, transports, BreakerSettings.From(Context.System.Settings.Config)), "transport");
        if (dht is not null)
        {
            router.Dht = Context.ActorOf(dht.Props(Context.GetLogger()), "dht");
            dht.LeaveWith(Context.System, router.Dht);
        }

        router.Catalog = Singleton(Props.Create(() => new CatalogActor(services)).WithDispatcher("cpc.lists.dispatcher"), "catalog");

        ReceiveAsync<Start>(OnStartAsync);
    }

    // What one child suffers is its own affair.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

    private static OneForOneStrategy StopAndStartAnew() => new(_ => Directive.Stop);

    private static IActorRef Singleton(Props props, string name) => Context.ActorOf(
        BackoffSupervisor.Props(Backoff.OnStop(props, "it", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), 0.2, maxNrOfRetries: -1)), name);

    private async Task OnStartAsync(Start start)
    {
        var sender = Sender;
        try
        {
            // The book first: whoever is not in it is not admitted.
            await _services.Router.PeerBook.Ask<PeerBookActor.GetReady>(PeerBookActor.GetReady.Instance, start.Timeout);
            var listening = await _services.Router.Transport.Ask<object>(new TransportManager.Listen(start.EndPoint), start.Timeout);
            if (listening is TransportManager.Listening) _services.Router.Dht.Tell(BeginDht.Instance);
            // What a crash or stop interrupted goes on by itself.
            foreach (var peer in _services.Peers.All) _services.Router.Outbox.Tell(new StartOutbox(peer.PeerId));
            sender.Tell(listening);
        }
        catch (AskTimeoutException)
        {
            sender.Tell(new TransportManager.ListenFailed("The journal could not be read in time. Look at the node's log."));
        }
    }

    /// <summary>Brings the node up; answered by Listening or ListenFailed.</summary>
    public sealed record Start(IPEndPoint EndPoint, TimeSpan Timeout);
}
