using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>One connection to a peer, and what runs over it.</summary>
internal sealed class PeerLink(IPeerConnection connection)
{
    public IPeerConnection Connection { get; } = connection;

    /// <summary>Streams on it, those being opened included.</summary>
    public int InUse { get; set; }

    /// <summary>
    /// Of several connections to one peer, the one that new streams use. Both sides choose the same: what the smaller
    /// id (unsigned bytes) has dialed, and of those the newest, since a side dials again only when its last is gone.
    /// </summary>
    /// <param name="links">Oldest first.</param>
    public static PeerLink? Best(IReadOnlyList<PeerLink> links, PeerId self, PeerId peer)
    {
        var oursWin = self.CompareTo(peer) < 0;
        return links.LastOrDefault(l => l.Connection.Dialed == oursWin) ?? (links.Count == 0 ? null : links[^1]);
    }
}
