using System.Net;
using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;
using Cpc.Transport;
using Cpc.Transport.Nat;

namespace Cpc.Actors.Doctor;

/// <summary>How the node is set up for the network, and how it is seen from outside.</summary>
internal sealed class NetworkChecks(NodeServices services, NatOptions nat)
{
    private IPEndPoint Listening => services.ListenEndPoint ?? new IPEndPoint(IPAddress.Loopback, 0);

    private bool IsLoopback => IPAddress.IsLoopback(Listening.Address);

    // A socket of the same family and, where one is chosen, the same address.
    private IPEndPoint Probe => new(Listening.Address, 0);

    public CheckView Configuration()
    {
        if (services.ListenEndPoint is null)
            return Check.Problem("configuration", "The node does not listen.", "Look at the node's log: the address may be in use.");
        var text = $"Network '{services.Options.Network}'; listening on {Listening}; transport '{services.Options.Transport}'; {services.Peers.Count} peers.";
        return IsLoopback
            ? Check.Warning("configuration", $"{text} Only programs on this machine reach it.", "For partners elsewhere: 'cpc run --listen 0.0.0.0:4747'.")
            : Check.Ok("configuration", text);
    }

    public CheckView Quic() => TransportFactory.WhyNoQuic(services.Options) switch
    {
        null => Check.Ok("quic", $"QUIC is used (libmsquic {MsQuicLibrary.Version ?? "of an unknown version"}), and TLS where it does not get through."),
        _ when services.Options.Transport == "tls" => Check.Ok("quic", "TLS was chosen by configuration; QUIC is not used."),
        var why => Check.Warning("quic", $"TLS over TCP is used instead of QUIC: {why}", "Install libmsquic 2.2 or newer; without it documents arrive all the same."),
    };

    /// <summary>Asks STUN servers how this node is seen.</summary>
    public async Task<IReadOnlyList<CheckView>> SeenFromOutsideAsync(CancellationToken cancel)
    {
        var servers = nat.ServersFor(Listening.Address);
        if (servers.Count == 0)
        {
            var why = IsLoopback ? "The node listens on this machine only: nobody outside is asked how it is seen." : "No STUN server is configured (cpc.nat.stun-servers).";
            return [Check.Skipped("address outside", why), Check.Skipped("nat", why)];
        }

        NatReport report;
        try
        {
            report = await NatProbe.RunAsync(Probe, servers, StunTimers.Brief, services.Time, cancel).ConfigureAwait(false);
        }
        catch (TransportException e)
        {
            return [Check.Problem("address outside", e.Message, "Look at the machine's network.")];
        }

        var answers = string.Join(' ', report.Answers.Select(a => a.Seen is null ? $"{a.Server}: {a.Problem}" : $"{a.Server} sees {a.Seen}."));
        return
        [
            report.Seen is null
                ? Check.Warning("address outside", answers, "If QUIC is to be used, let UDP out; TLS needs none.")
                : Check.Ok("address outside", answers),
            Kind(report),
        ];
    }

    /// <summary>Asks the configured TURN server for an address, and gives it back.</summary>
    public async Task<CheckView> RelayAsync(CancellationToken cancel)
    {
        if (nat.TurnServer is not { } server) return Check.Skipped("relay", "No TURN server is configured (cpc.nat.turn).");
        if (IsLoopback && !IsOnLoopback(server))
            return Check.Skipped("relay", "The node listens on this machine only: nobody outside is asked for an address.");
        try
        {
            var endPoint = await NatProbe.ResolveAsync(server, Probe.AddressFamily, cancel).ConfigureAwait(false);
            var socket = new StunSocket(Probe, StunTimers.Brief, services.Time);
            await using (socket.ConfigureAwait(false))
            {
                var (allocation, refusal) = await TurnAllocation.AllocateAsync(socket.To(endPoint), nat.TurnUsername, nat.TurnPassword, services.Time, cancel).ConfigureAwait(false);
                if (allocation is null) return Check.Problem("relay", $"The TURN server {server} lends no address: {Words(refusal)}", "Check server, username and password (cpc.nat.turn).");
                await using (allocation.ConfigureAwait(false)) return OverTcp(server);
            }
        }
        catch (TransportException e)
        {
            return Check.Problem("relay", $"The TURN server {server} can't be reached: {e.Message}", "Check its name and the network.");
        }
    }

    // What documents go through.
    private CheckView OverTcp(string server) => services.Turn switch
    {
        { Relayed: { } relayed } => Check.Ok("relay", $"The TURN server {server} lends {relayed}: who can't connect to this node otherwise adds it with 'cpc peer add {services.Self}@{relayed}'."),
        { Refusal: { } refusal } => Check.Problem("relay", $"The TURN server {server} lends an address over UDP, and over TCP, which documents need, none: {Words(refusal)}", "Let TCP out to the server, and let it relay TCP (RFC 6062)."),
        _ => Check.Warning("relay", $"The TURN server {server} has lent no address over TCP yet.", "Ask again in a moment."),
    };

    // Without asking anybody for a name's address.
    private static bool IsOnLoopback(string server) => NatProbe.TryParseServer(server, out var host, out _)
        && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    internal static CheckView Kind(NatReport report)
    {
        var (result, remedy) = report.Mapping switch
        {
            NatMapping.None => ("There is no address translation: others see this machine's own address.", null),
            NatMapping.EndpointIndependent => ("A router translates the address, the same way for all destinations.",
                "Forward the node's port (UDP and TCP) in the router to this machine, and give partners the outside address."),
            NatMapping.DestinationDependent => ("A router translates the address, another way for each destination (symmetric NAT).",
                "Forward the node's port (UDP and TCP) in the router to this machine: partners can't find it otherwise."),
            NatMapping.Blocked => ("No server answers over UDP: it does not get out.", "Let UDP out for QUIC, or use '--transport tls'."),
            _ => ("A router translates the address; one server's answer does not tell how.", "Configure a second STUN server (cpc.nat.stun-servers)."),
        };
        var filtering = report.Filtering switch
        {
            NatFiltering.EndpointIndependent => " It lets in whoever sends to the outside address.",
            NatFiltering.AddressDependent => " It lets in only addresses that were sent to.",
            NatFiltering.AddressAndPortDependent => " It lets in only addresses and ports that were sent to.",
            _ => "",
        };
        return remedy is null ? Check.Ok("nat", result + filtering) : Check.Warning("nat", result + filtering, remedy);
    }

    private static string Words(TurnRefusal refusal) => refusal switch
    {
        TurnRefusal.NoAnswer => "it does not answer.",
        TurnRefusal.Unauthorized => "it refuses username or password.",
        TurnRefusal.Malformed => "its answer does not prove that it knows the password.",
        TurnRefusal.Full => "its quota is used up.",
        _ => $"{refusal}.",
    };
}
