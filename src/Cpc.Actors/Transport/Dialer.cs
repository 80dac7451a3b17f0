using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cpc.Actors.Dht;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Reaches a peer at its address in the book. One without an address, or that does not answer there, is looked up; what the
/// lookup finds is signed by the peer, and whoever answers there has to prove its identity as anywhere. The book is left as it
/// is.
/// </summary>
/// <param name="find">Looks a peer up; null where there is no discovery.</param>
/// <param name="follows">Whether an address in a record may be dialed: none of this node's own, where nobody else is.</param>
/// <param name="onWrongPeer">Counts that somebody else answered where a record led.</param>
internal sealed class Dialer(IReadOnlyList<ITransport> transports, TimeProvider time, Func<PeerId, CancellationToken, Task<PeerFound>>? find = null,
    Func<IPEndPoint, bool>? follows = null, Action? onWrongPeer = null)
{
    /// <summary>Most addresses of a record that are tried.</summary>
    private const int MaxFound = 4;

    private readonly TransportRace _race = new(transports, time);

    // Where discovery has led; it is tried first the next time, as long as the book says the same.
    private readonly ConcurrentDictionary<PeerId, (string Book, IPEndPoint EndPoint)> _led = new();

    /// <param name="peer">Whom, and where.</param>
    /// <exception cref="TransportException">The peer was not reached: what was said at the last address tried, or that none is
    /// known.</exception>
    public async Task<IPeerConnection> DialAsync(PeerEntry peer, CancellationToken cancel)
    {
        if (_led.TryGetValue(peer.PeerId, out var led) && led.Book == peer.Address)
        {
            try
            {
                return await _race.DialAsync(peer.PeerId, led.EndPoint, cancel).ConfigureAwait(false);
            }
            catch (TransportException)
            {
                _led.TryRemove(peer.PeerId, out _);
            }
        }

        if (!peer.HasAddress) return await DialFoundAsync(peer, null, cancel).ConfigureAwait(false);
        try
        {
            return await _race.DialAsync(peer.PeerId, await ResolveAsync(peer, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        }
        catch (TransportException e) when (find is not null && e is { SaidByPeer: false, Refusal: not TransportRefusal.WrongPeer })
        {
            // Where the peer has said no, or somebody else is, the book's address has answered.
            return await DialFoundAsync(peer, e, cancel).ConfigureAwait(false);
        }
    }

    private async Task<IPeerConnection> DialFoundAsync(PeerEntry peer, TransportException? atBook, CancellationToken cancel)
    {
        var found = find is null ? PeerFound.Nothing(peer.PeerId) : await find(peer.PeerId, cancel).ConfigureAwait(false);
        var failed = atBook;
        foreach (var address in (found.Record?.Content.Addresses ?? []).Select(a => a.ToEndPoint()).Where(a => a.ToString() != peer.Address && follows?.Invoke(a) != false).Take(MaxFound))
        {
            try
            {
                var connection = await _race.DialAsync(peer.PeerId, address, cancel).ConfigureAwait(false);
                _led[peer.PeerId] = (peer.Address, address);
                return connection;
            }
            catch (TransportException e) when (e.Refusal == TransportRefusal.WrongPeer)
            {
                // An address in a record can be old, or anybody's: whoever answers there says nothing of the peer's key.
                onWrongPeer?.Invoke();
                failed ??= new TransportException(TransportRefusal.Unreachable);
            }
            catch (TransportException e) when (!e.SaidByPeer)
            {
                failed = e;
            }
        }

        throw failed ?? (found.RefusedRecords == 0
            ? new TransportException(TransportRefusal.NotFound)
            : new TransportException(TransportRefusal.NotFound, "no address of the peer is known, and discovery found no valid record of it: "
                + $"{found.RefusedRecords} forged or outdated ones were refused. Ask the partner for its address."));
    }

    /// <summary>Where a peer is.</summary>
    /// <exception cref="TransportException">Unreachable: its name can't be resolved.</exception>
    internal static async Task<IPEndPoint> ResolveAsync(PeerEntry peer, CancellationToken cancel)
    {
        if (IPAddress.TryParse(peer.Host, out var address)) return new IPEndPoint(address, peer.Port);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(peer.Host, cancel).ConfigureAwait(false);
            if (addresses.Length > 0) return new IPEndPoint(addresses[0], peer.Port);
        }
        catch (SocketException)
        {
            // Told as unreachable below.
        }

        throw new TransportException(TransportRefusal.Unreachable);
    }
}
