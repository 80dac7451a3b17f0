using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Dht;

/// <summary>What the DHT of a node stands on: its share of the UDP socket, its addresses, its seeds.</summary>
internal sealed class DhtHost : IAsyncDisposable
{
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(2);

    private readonly NodeServices _services;
    private readonly DhtOptions _options;
    private readonly DatagramEndpoint _endpoint;
    private readonly SeedFile _seeds;
    private readonly OwnAddresses _addresses;

    private DhtHost(NodeServices services, DhtOptions options)
    {
        _services = services;
        _options = options;
        _seeds = new SeedFile(services.Folder.Seeds);
        _addresses = services.OwnAddresses = new OwnAddresses(options.Advertise, () => services.ListenEndPoint, () => null);
        _endpoint = DatagramEndpoint.On(services.Udp, new DatagramOptions
        {
            Network = services.Options.Network,
            Self = services.Self,
            Statics = () => [.. services.Sessions.Statics().Reverse()],
            Send = (_, _) => { },
        }, services.Time);
    }

    /// <returns>Null when discovery is switched off.</returns>
    /// <exception cref="NodeStartException">A value of cpc.dht can't be used.</exception>
    public static DhtHost? Create(NodeServices services, Config config)
    {
        var options = DhtOptions.Load(config);
        return options.IsOn ? new DhtHost(services, options) : null;
    }

    public Props Props(ILoggingAdapter log)
    {
        var seeds = _seeds.Load(out var refusal);
        if (refusal != KademliaRefusal.None)
        {
            _services.Counters.Count("dht", "SeedsMalformed");
            log.Warning("The file of seeds is none of this program's and is left out: {0}", _services.Folder.Seeds);
        }

        return DhtActor.Props(new DhtSettings
        {
            Self = _services.Self,
            Signer = _services.Identity.Sign,
            Seeds = seeds,
            Bootstrap = [.. _options.Bootstrap.Where(n => n.PeerId != _services.Self)],
            Follows = address => AddressScope.Follows(address.ToEndPoint().Address, _services.ListenEndPoint),
            Serve = _options.Serve,
            Content = Content,
            Refresh = _addresses.RefreshAsync,
            SaveSeeds = SaveAsync,
        }, new DatagramLink(_endpoint), _services.Time);
    }

    /// <summary>When the node stops, it says good-bye first.</summary>
    public void LeaveWith(ActorSystem system, IActorRef dht) => CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "leave-dht", async () =>
    {
        try
        {
            await dht.Ask<DhtLeft>(LeaveDht.Instance, LeaveTime).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // The others will notice.
        }

        await DisposeAsync().ConfigureAwait(false);
        return Done.Instance;
    });

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();

    private PeerRecordContent? Content()
    {
        var addresses = _addresses.Current;
        if (addresses.Count == 0) return null;
        return new PeerRecordContent
        {
            Peer = _services.Self,
            StaticRecord = _services.Sessions.Statics()[^1].Record,
            Addresses = addresses,
            Capabilities = _services.Transports.Aggregate(_options.Serve == ServeMode.Always ? Capabilities.Server : Capabilities.None,
                (all, transport) => all | (transport.Name == "quic" ? Capabilities.Quic : Capabilities.Tls)),
            NotBefore = default,
            NotAfter = default,
            Sequence = 0,
        };
    }

    private async Task SaveAsync(byte[] seeds)
    {
        if (!await _seeds.SaveAsync(seeds).ConfigureAwait(false)) _services.Counters.Count("dht", "SeedsNotSaved");
    }
}
