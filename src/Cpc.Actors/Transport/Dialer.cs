using System.Net;
using System.Net.Sockets;
using Cpc.Actors.Peers;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Reaches a peer by the best of the node's transports: QUIC first, TLS 250 ms later, a relay last, whichever stands first
/// (architecture.md, "QUIC and TLS").
/// </summary>
internal sealed class Dialer(IReadOnlyList<ITransport> transports, TimeProvider time)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <param name="peer">Whom, and where.</param>
    /// <exception cref="TransportException">None of the transports got through; the reason is that another peer answered, else
    /// the peer's own refusal, which ends the race, else that of the last.</exception>
    public async Task<IPeerConnection> DialAsync(PeerEntry peer, CancellationToken cancel)
    {
        var endPoint = await ResolveAsync(peer, cancel).ConfigureAwait(false);
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var tries = transports.Select((transport, place) => TryAsync(transport, place)).ToList();
        TransportException? last = null;
        try
        {
            while (tries.Count > 0)
            {
                var done = await Task.WhenAny(tries).ConfigureAwait(false);
                tries.Remove(done);
                try
                {
                    return await done.ConfigureAwait(false);
                }
                catch (TransportException e)
                {
                    // What somebody said must not be lost behind "unreachable" by the other transport.
                    if (last is null || Weight(e) >= Weight(last)) last = e;
                    // The peer is there and has said no; another transport is another way to the same answer.
                    if (e.SaidByPeer) break;
                }
            }
        }
        finally
        {
            // Whatever ended the race, those still running are called off and what they bring is closed.
            await race.CancelAsync().ConfigureAwait(false);
            foreach (var late in tries) _ = DropAsync(late);
        }

        throw last ?? new TransportException(TransportRefusal.NotSupported);

        async Task<IPeerConnection> TryAsync(ITransport transport, int place)
        {
            if (place > 0) await Task.Delay(HeadStart * place, time, race.Token).ConfigureAwait(false);
            try
            {
                return await transport.DialAsync(endPoint, peer.PeerId, race.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not (TransportException or OperationCanceledException))
            {
                // A fault of one transport must not keep the other from getting through.
                throw new TransportException(e is SocketException ? TransportRefusal.Unreachable : TransportRefusal.Handshake, e);
            }
        }
    }

    private static int Weight(TransportException e) => e switch
    {
        { Refusal: TransportRefusal.WrongPeer, SaidByPeer: false } => 2,
        { SaidByPeer: true } => 1,
        _ => 0,
    };

    private static async Task DropAsync(Task<IPeerConnection> late)
    {
        try
        {
            await using var connection = await late.ConfigureAwait(false);
            await connection.CloseAsync(CloseReason.Superseded).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It lost the race anyway.
        }
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
