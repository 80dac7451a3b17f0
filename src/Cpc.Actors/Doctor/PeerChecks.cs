using System.Net;
using System.Net.Sockets;
using Cpc.Actors.Api;
using Cpc.Actors.Dht;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Transport;

namespace Cpc.Actors.Doctor;

/// <summary>One peer: whether it may be reached, whether it can be, and over which path.</summary>
internal sealed class PeerChecks(NodeServices services, PeerEntry peer)
{
    private string Name => peer.Name ?? peer.PeerId.ToShortString();

    /// <param name="outbox">Null when it did not answer.</param>
    public CheckView Trust(OutboxStatus? outbox)
    {
        var trust = services.Peers.Trust(peer.PeerId);
        if (trust.IsBlocked) return Check.Problem("trust", $"{Name} is blocked: nothing is sent to it, and it is not let in.", "To admit it again: 'cpc peer add ID@HOST:PORT --replace'.");
        if (outbox is { KeyChanged: true }) return Check.Problem("trust", outbox.LastProblem ?? $"The address of {Name} answers with another key.", "Ask the partner for the id by another channel; docs/cli.md says how to go on.");
        return trust.VerifiedAt is { } at
            ? Check.Ok("trust", $"Its key was compared on {at.UtcDateTime:yyyy-MM-dd}.")
            : Check.Warning("trust", "Its key was not compared over another channel.", $"'cpc peer verify {Name}'.");
    }

    public static CheckView Outbox(OutboxStatus outbox) => (outbox.Queued, outbox.LastProblem) switch
    {
        (0, _) => Check.Ok("outbox", "Nothing waits for it."),
        (var queued, null) => Check.Ok("outbox", $"{queued} on the way to it."),
        (var queued, var problem) => Check.Warning("outbox", $"{queued} wait for it: {problem}", "They are sent as soon as it can be reached; nothing is lost."),
    };

    public static CheckView Breaker(TransportManager.Status status) => status.Breaker.State switch
    {
        BreakerState.Closed => Check.Ok("breaker", $"The circuit breaker is closed ({status.Breaker.Failures} failures count); {(status.Connected ? "a connection stands" : "no connection stands now")}."),
        BreakerState.Open => Check.Warning("breaker", $"The circuit breaker is open: {BreakerWords.Of(status.Breaker.LastFailure)}; next try at {status.Breaker.RetryAt?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.", "See the paths below for the reason."),
        _ => Check.Warning("breaker", $"The circuit breaker is half-open after failures ({BreakerWords.Of(status.Breaker.LastFailure)}): the next call decides.", "See the paths below for the reason."),
    };

    /// <summary>Dials over each transport by itself, whatever the circuit breaker says, and hangs up.</summary>
    public async Task<IReadOnlyList<CheckView>> PathsAsync(CancellationToken cancel)
    {
        if (!services.Peers.Admits(peer.PeerId)) return [Check.Skipped("path", "It is blocked: it is not dialed.")];
        if (!peer.HasAddress) return [await FoundAsync(cancel).ConfigureAwait(false)];
        IPEndPoint endPoint;
        try
        {
            endPoint = await Dialer.ResolveAsync(peer, cancel).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return [Check.Problem("path", $"The name {peer.Host} can't be resolved to an address.", "Check the spelling, or add the peer with an IP address.")];
        }

        var tried = await Task.WhenAll(services.Transports.Select(t => TryAsync(t, endPoint, cancel))).ConfigureAwait(false);
        // One path is enough; the other's failure is then worth no more than a warning.
        return tried.Any(t => t.Outcome == "ok")
            ? [.. tried.Select(t => t.Outcome == "problem" ? t with { Outcome = "warning" } : t)]
            : tried;
    }

    // Where the book has no address, whether discovery has one; dialing it is the dialer's.
    private async Task<CheckView> FoundAsync(CancellationToken cancel)
    {
        var found = await new PeerDiscovery(services.Router).FindAsync(peer.PeerId, cancel).ConfigureAwait(false);
        return found.Record is { } record
            ? Check.Ok("path", $"Discovery finds {Name} at {string.Join(", ", record.Content.Addresses.Select(a => a.ToEndPoint()))} ({found.Queries} nodes asked).")
            : Check.Problem("path", $"The book has no address of {Name}, and discovery found no valid record of it ({found.Queries} nodes asked).", "Is the partner's node running? Ask for its address, or for an invite.");
    }

    private async Task<CheckView> TryAsync(ITransport transport, IPEndPoint endPoint, CancellationToken cancel)
    {
        var check = $"path {transport.Name}";
        var start = services.Time.GetTimestamp();
        try
        {
            var connection = await transport.DialAsync(endPoint, peer.PeerId, cancel).ConfigureAwait(false);
            var took = services.Time.GetElapsedTime(start);
            await connection.CloseAsync(CloseReason.Finished).ConfigureAwait(false);
            return Check.Ok(check, $"{Name} answers at {endPoint} after {took.TotalMilliseconds:F0} ms, proves its key and lets this node in.");
        }
        catch (SocketException e)
        {
            return Check.Problem(check, $"{endPoint}: {e.Message}", "Look at the machine's network and its limit of open files.");
        }
        catch (TransportException e)
        {
            var remedy = e switch
            {
                { SaidByPeer: true, Refusal: TransportRefusal.UnknownPeer } => $"The partner has to add this node: 'cpc peer add {services.Self}@HOST:PORT'.",
                { Refusal: TransportRefusal.Unreachable } => "Is the partner's node running, its address right, its port open and forwarded? A node on 127.0.0.1 is reached from its own machine only.",
                { Refusal: TransportRefusal.Timeout } => transport.Name == "quic" ? "A firewall may drop UDP on the way; TLS may get through." : "A firewall may drop the connection on the way: ask the partner to open or forward the port.",
                _ => "Compare versions, network names and clocks of both nodes.",
            };
            return Check.Problem(check, $"{endPoint}: {e.Message}", remedy);
        }
    }
}
