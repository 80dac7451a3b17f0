using System.Net;
using Akka.Actor;
using Akka.Persistence;
using Cpc.Actors.Api;
using Cpc.Actors.Node;
using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>The peers this node knows, event-sourced, and their snapshot for everyone else.</summary>
internal sealed class PeerBookActor : ReceivePersistentActor
{
    /// <summary>Most peers in the book.</summary>
    public const int MaxPeers = 10_000;

    private const int MaxName = 64;

    private readonly NodeServices _services;

    public PeerBookActor(NodeServices services)
    {
        _services = services;
        PersistenceId = $"peers-{services.Self}";
        Recover<PeerAdded>(e => services.Peers.Set(e.Entry));
        Recover<PeerMet>(services.Peers.Set);
        Command<Add>(OnAdd);
        Command<PeerMet>(OnMet);
        Command<GetReady>(_ => Sender.Tell(GetReady.Instance));
    }

    public override string PersistenceId { get; }

    private void OnAdd(Add add)
    {
        if (Check(add) is { } problem)
        {
            Sender.Tell(problem);
            return;
        }

        Persist(new PeerAdded(add.Entry, _services.Time.GetUtcNow()), e =>
        {
            _services.Peers.Set(e.Entry);
            Sender.Tell(e.Entry);
        });
    }

    private void OnMet(PeerMet met)
    {
        var known = _services.Peers.Met(met.PeerId);
        if (met.AddsNothingTo(known)) return;
        var newest = known is not null && known.Record.Sequence > met.Record.Sequence ? known.Record : met.Record;
        Persist(new PeerMet(met.PeerId, newest, Math.Max(met.HighestSuite, known?.HighestSuite ?? 0)), _services.Peers.Set);
    }

    private Problem? Check(Add add)
    {
        var entry = add.Entry;
        if (entry.PeerId == _services.Self) return new Problem("own-id", "This is the node's own id; a node is no peer of itself.");
        if (entry.Name is { } name)
        {
            if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
                return new Problem("invalid-name", $"A peer's name has 1 to {MaxName} characters and no control characters.");
            if (_services.Peers.All.Any(p => p.PeerId != entry.PeerId && name.Equals(p.Name, StringComparison.OrdinalIgnoreCase)))
                return new Problem("name-taken", $"Another peer has the name '{name}' already; choose another.");
        }

        return _services.Peers.Count >= MaxPeers && !_services.Peers.Knows(entry.PeerId)
            ? new Problem("too-many-peers", $"The book is full: it holds {MaxPeers} peers.")
            : null;
    }

    /// <summary>Reads ID@HOST:PORT.</summary>
    public static PeerEntry? TryParse(string text, string? name, out Problem? problem)
    {
        problem = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !PeerId.TryParse(text[..at], out var id))
        {
            problem = new Problem("invalid-peer", "A peer is written ID@HOST:PORT; the 56-character ID is what 'cpc id' prints at the partner's. Check it for typing errors.");
            return null;
        }

        var address = text[(at + 1)..];
        if (IPEndPoint.TryParse(address, out var point) && point.Port != 0) return new PeerEntry(id, point.Address.ToString(), point.Port, name);
        var colon = address.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), out var port) && port != 0
            && Uri.CheckHostName(address[..colon]) == UriHostNameType.Dns)
            return new PeerEntry(id, address[..colon], port, name);
        problem = new Problem("invalid-address", $"'{address}' is no address; write HOST:PORT, e.g. 192.0.2.7:4747 or node.example:4747.");
        return null;
    }

    /// <summary>Adds a peer; answered by the entry or a <see cref="Problem"/>.</summary>
    public sealed record Add(PeerEntry Entry);

    /// <summary>Answered by itself once the book is read.</summary>
    public sealed record GetReady
    {
        public static readonly GetReady Instance = new();
    }
}
