using Akka.Actor;
using Akka.Persistence;
using Cpc.Actors.Api;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
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
        Recover<PeerVerified>(services.Peers.Set);
        Recover<PeerBlocked>(services.Peers.Set);
        Command<Add>(OnAdd);
        Command<PeerMet>(OnMet);
        Command<Verify>(OnVerify);
        Command<GetReady>(_ => Sender.Tell(GetReady.Instance));
    }

    public override string PersistenceId { get; }

    private void OnAdd(Add add)
    {
        // Without a name of its own it keeps the one it has, or takes over that of the peer in whose place it comes.
        var known = _services.Peers.Find(add.Entry.PeerId);
        var entry = add.Entry with { Name = add.Entry.Name ?? known?.Name };
        // Discovery finds another address when this one does not answer.
        if (!entry.HasAddress && known is not null) entry = entry with { Host = known.Host, Port = known.Port };
        var rivals = RivalsOf(entry);
        if (Check(add, rivals) is { } problem)
        {
            Sender.Tell(problem);
            return;
        }

        entry = entry with { Name = entry.Name ?? rivals.FirstOrDefault(r => r.Name is not null)?.Name };
        var now = _services.Time.GetUtcNow();
        // The old ones are out before the new one is in.
        var blocked = rivals.Select(r => new PeerBlocked(r.PeerId, entry.PeerId, add.By, now));
        PersistAll<object>([.. blocked, new PeerAdded(entry, now)], happened =>
        {
            if (happened is PeerBlocked rival) OnBlocked(rival);
            else OnAdded(((PeerAdded)happened).Entry);
        });
    }

    private void OnAdded(PeerEntry entry)
    {
        _services.Peers.Set(entry);
        _services.Router.Outbox.Tell(new PeerAdmissionChanged(entry.PeerId));
        Sender.Tell(entry);
    }

    private void OnBlocked(PeerBlocked blocked)
    {
        _services.Peers.Set(blocked);
        _services.Router.Transport.Tell(new TransportManager.ForPeer(blocked.PeerId, new StreamCommand.Disconnect()));
        _services.Router.Outbox.Tell(new PeerAdmissionChanged(blocked.PeerId));
    }

    private void OnVerify(Verify verify)
    {
        var trust = _services.Peers.Trust(verify.PeerId);
        if (_services.Peers.Find(verify.PeerId) is not { } entry) Sender.Tell(new Problem("unknown-peer", "There is no such peer in the book."));
        else if (trust.IsBlocked) Sender.Tell(KeyChange.RefuseBlocked(entry, trust));
        else if (trust.VerifiedAt is not null) Sender.Tell(entry);
        else
        {
            Persist(new PeerVerified(verify.PeerId, verify.Method, verify.By, _services.Time.GetUtcNow()), e =>
            {
                _services.Peers.Set(e);
                Sender.Tell(entry);
            });
        }
    }

    // Other peers that have its name or its address.
    private List<PeerEntry> RivalsOf(PeerEntry entry) =>
        [.. _services.Peers.All.Where(p => p.PeerId != entry.PeerId && !_services.Peers.Trust(p.PeerId).IsBlocked
            && (p.SharesAddressWith(entry) || (entry.Name is { } name && name.Equals(p.Name, StringComparison.OrdinalIgnoreCase))))];

    private void OnMet(PeerMet met)
    {
        var known = _services.Peers.Met(met.PeerId);
        if (met.AddsNothingTo(known)) return;
        var newest = known is not null && known.Record.Sequence > met.Record.Sequence ? known.Record : met.Record;
        Persist(new PeerMet(met.PeerId, newest, Math.Max(met.HighestSuite, known?.HighestSuite ?? 0)), _services.Peers.Set);
    }

    private Problem? Check(Add add, List<PeerEntry> rivals)
    {
        var entry = add.Entry;
        if (entry.PeerId == _services.Self) return new Problem("own-id", "This is the node's own id; a node is no peer of itself.");
        if (entry.Name is { } name && (name.Length is 0 or > MaxName || name.Any(char.IsControl)))
            return new Problem("invalid-name", $"A peer's name has 1 to {MaxName} characters and no control characters.");
        if (!add.Replace)
        {
            var trust = _services.Peers.Trust(entry.PeerId);
            if (trust.IsBlocked) return KeyChange.RefuseBlocked(entry, trust);
            if (rivals.Count > 0) return KeyChange.Refuse(entry, rivals[0], _services.Peers.Trust(rivals[0].PeerId));
        }

        return _services.Peers.Count >= MaxPeers && !_services.Peers.Knows(entry.PeerId)
            ? new Problem("too-many-peers", $"The book is full: it holds {MaxPeers} peers.")
            : null;
    }

    /// <summary>Reads ID@HOST:PORT, or ID for a peer that discovery is to find.</summary>
    public static PeerEntry? TryParse(string text, string? name, out Problem? problem)
    {
        problem = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (!PeerId.TryParse(at < 0 ? text : text[..at], out var id))
        {
            problem = new Problem("invalid-peer", "A peer is written ID@HOST:PORT, or ID alone to find its address by discovery; the 56-character ID is what 'cpc id' prints at the partner's. Check it for typing errors.");
            return null;
        }

        if (at < 0) return new PeerEntry(id, "", 0, name);
        var address = text[(at + 1)..];
        if (PeerEntry.TryParseAddress(address, out var host, out var port)) return new PeerEntry(id, host, port, name);
        problem = new Problem("invalid-address", $"'{address}' is no address; write HOST:PORT, e.g. 192.0.2.7:4747 or node.example:4747.");
        return null;
    }

    /// <summary>Adds a peer; answered by the entry or a <see cref="Problem"/>.</summary>
    /// <param name="Replace">Peers that have its name or its address are blocked, and it is admitted though it was blocked.</param>
    /// <param name="By">Who asks.</param>
    public sealed record Add(PeerEntry Entry, bool Replace = false, string? By = null);

    /// <summary>Marks a peer as verified; answered by its entry or a <see cref="Problem"/>.</summary>
    public sealed record Verify(PeerId PeerId, VerificationMethod Method, string? By);

    /// <summary>Answered by itself once the book is read.</summary>
    public sealed record GetReady
    {
        public static readonly GetReady Instance = new();
    }
}
