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

    public IReadOnlyCollection<PeerEntry> All => [.. _peers.Values];

    public int Count => _peers.Count;

    public bool Knows(PeerId peer) => _peers.ContainsKey(peer);

    public PeerEntry? Find(PeerId peer) => _peers.GetValueOrDefault(peer);

    /// <summary>Finds by id, by name, or by an unambiguous beginning (at least four characters) of an id.</summary>
    /// <param name="ambiguous">True when several ids begin so.</param>
    public PeerEntry? Find(string idOrName, out bool ambiguous)
    {
        ambiguous = false;
        if (PeerId.TryParse(idOrName, out var id)) return Find(id);
        var named = _peers.Values.FirstOrDefault(p => p.Name is not null && p.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase));
        if (named is not null) return named;
        if (idOrName.Length < 4) return null;
        var matches = _peers.Values.Where(p => p.PeerId.ToString().StartsWith(idOrName, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        ambiguous = matches.Count > 1;
        return matches.Count == 1 ? matches[0] : null;
    }

    /// <summary>What earlier sessions have taught us of a peer; null when we have not met.</summary>
    public PeerMet? Met(PeerId peer) => _met.GetValueOrDefault(peer);

    internal void Set(PeerMet met) => _met = _met.SetItem(met.PeerId, met);

    internal void Set(PeerEntry entry) => _peers = _peers.SetItem(entry.PeerId, entry);
}
