using System.Collections.Immutable;
using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>
/// A snapshot of the book that may be read from any thread; only <see cref="PeerBookActor"/> writes it. Whoever is
/// not in it is not admitted.
/// </summary>
public sealed class PeerDirectory
{
    private volatile ImmutableDictionary<PeerId, PeerEntry> _peers = ImmutableDictionary<PeerId, PeerEntry>.Empty;

    private volatile ImmutableDictionary<PeerId, PeerMet> _met = ImmutableDictionary<PeerId, PeerMet>.Empty;

    private volatile ImmutableDictionary<PeerId, PeerTrust> _trust = ImmutableDictionary<PeerId, PeerTrust>.Empty;

    public IReadOnlyCollection<PeerEntry> All => [.. _peers.Values];

    public int Count => _peers.Count;

    public bool Knows(PeerId peer) => _peers.ContainsKey(peer);

    /// <summary>Known and not blocked.</summary>
    public bool Admits(PeerId peer) => Knows(peer) && !Trust(peer).IsBlocked;

    /// <summary>What people have decided about a peer's key.</summary>
    public PeerTrust Trust(PeerId peer) => _trust.GetValueOrDefault(peer, PeerTrust.None);

    public PeerEntry? Find(PeerId peer) => _peers.GetValueOrDefault(peer);

    /// <summary>Finds by id, by name, or by an unambiguous beginning (at least four characters) of an id.</summary>
    /// <param name="ambiguous">True when several ids begin so.</param>
    public PeerEntry? Find(string idOrName, out bool ambiguous)
    {
        ambiguous = false;
        if (PeerId.TryParse(idOrName, out var id)) return Find(id);
        // A peer that was replaced may still have the name of its successor.
        var named = _peers.Values.Where(p => p.Name is not null && p.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase))
            .MinBy(p => Trust(p.PeerId).IsBlocked);
        if (named is not null) return named;
        if (idOrName.Length < 4) return null;
        var matches = _peers.Values.Where(p => p.PeerId.ToString().StartsWith(idOrName, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        ambiguous = matches.Count > 1;
        return matches.Count == 1 ? matches[0] : null;
    }

    /// <summary>What earlier sessions have taught us of a peer; null when we have not met.</summary>
    public PeerMet? Met(PeerId peer) => _met.GetValueOrDefault(peer);

    internal void Set(PeerMet met) => _met = _met.SetItem(met.PeerId, met);

    internal void Set(PeerVerified verified) =>
        _trust = _trust.SetItem(verified.PeerId, new PeerTrust(VerifiedAt: verified.At));

    // Whoever is blocked is not verified either: admitted again, it has to be compared again.
    internal void Set(PeerBlocked blocked) =>
        _trust = _trust.SetItem(blocked.PeerId, new PeerTrust(BlockedAt: blocked.At, ReplacedBy: blocked.ReplacedBy));

    /// <summary>Adds or changes a peer, which is then admitted.</summary>
    internal void Set(PeerEntry entry)
    {
        _peers = _peers.SetItem(entry.PeerId, entry);
        if (Trust(entry.PeerId).IsBlocked) _trust = _trust.Remove(entry.PeerId);
    }
}
