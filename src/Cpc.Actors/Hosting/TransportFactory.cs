using Akka.Configuration;
using Cpc.Actors.Node;
using Cpc.Transport;
using Cpc.Transport.Nat;
using Cpc.Transport.Udp;

namespace Cpc.Actors.Hosting;

/// <summary>Makes the transports a node uses, best first and a relay last.</summary>
internal static class TransportFactory
{
    /// <exception cref="TransportException">QUIC is demanded and not available.</exception>
    /// <exception cref="ArgumentException">There is no transport of that name.</exception>
    public static IReadOnlyList<ITransport> Create(NodeServices services, Config config)
    {
        var tunables = config.GetConfig("cpc.transport");
        var options = new TransportOptions
        {
            Identity = services.Identity,
            Admit = services.Peers.Admits,
            Network = $"{services.Options.Network}/1",
            HandshakeTimeout = tunables.GetTimeSpan("handshake-timeout"),
            IdleTimeout = tunables.GetTimeSpan("idle-timeout"),
            KeepAlive = tunables.GetTimeSpan("keep-alive"),
            MaximumInboundStreams = tunables.GetInt("max-inbound-streams"),
            MaximumConnections = tunables.GetInt("max-connections"),
            MaximumConnectionsPerPeer = tunables.GetInt("max-connections-per-peer"),
            MaximumConnectionsPerNetwork = tunables.GetInt("max-connections-per-network"),
            TimeProvider = services.Time,
            OnRefusal = (refusal, _) => services.Counters.Count("transport", refusal),
        };
        IReadOnlyList<ITransport> direct = services.Options.Transport switch
        {
            "auto" => Transports.All(options, NewRelay),
            "quic" => [Transports.Quic(options, NewRelay)],
            "tls" => [new TlsTransport(options)],
            var other => throw new ArgumentException($"There is no transport '{other}'; choose auto, quic or tls."),
        };
        if (services.Nat.TurnServer is not { } server) return direct;
        services.Turn = new TurnRelay(
            server, services.Nat.TurnUsername, services.Nat.TurnPassword, () => services.Peers.All.Where(p => p.HasAddress).Select(p => p.Host), StunTimers.Standard, services.Time);
        return [.. direct, new TurnTransport(options, services.Turn)];

        QuicRelay NewRelay() => services.Relay = new QuicRelay(services.Udp, services.Time, onRefusal: options.OnRefusal);
    }

    /// <summary>Why QUIC is not used; null when it is.</summary>
    public static string? WhyNoQuic(CpcNodeOptions options) =>
        options.Transport == "tls" ? "TLS was chosen by configuration." : Transports.WhyNoQuic;
}
