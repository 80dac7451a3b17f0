using Akka.Actor;
using Cpc.Actors.Node;
using Cpc.Cryptography;

namespace Cpc.Actors.Dht;

/// <summary>Looks peers up for whoever wants to dial them.</summary>
internal sealed class PeerDiscovery(NodeRouter router)
{
    /// <summary>An answer that takes longer helps no dial any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Finds a peer's record, verified with its identity.</summary>
    /// <returns>Without a record when there is none, or discovery is off.</returns>
    public async Task<PeerFound> FindAsync(PeerId peer, CancellationToken cancel)
    {
        if (router.Dht.IsNobody()) return PeerFound.Nothing(peer);
        try
        {
            return await router.Dht.Ask<PeerFound>(new FindPeer(peer), Patience, cancel).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return PeerFound.Nothing(peer);
        }
    }
}
