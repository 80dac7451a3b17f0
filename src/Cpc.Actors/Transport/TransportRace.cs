using System.Net;
using System.Net.Sockets;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Dials by the best of the node's transports: QUIC first, TLS 250 ms later, a relay last, whichever stands first
/// (architecture.md, "QUIC and TLS"). Each begins earlier where all before it have failed.
/// </summary>
internal sealed class TransportRace(IReadOnlyList<ITransport> transports, TimeProvider time)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    // A relay costs somebody's bandwidth: only where nothing else gets through in the time of some round trips.
    private static readonly TimeSpan RelayHeadStart = TimeSpan.FromSeconds(2);

    /// <param name="peer">Whoever answers has to prove to be this one.</param>
    /// <exception cref="TransportException">None of the transports got through; the reason is that another peer answered, else
    /// the peer's own refusal, which ends the race, else that of the last.</exception>
    public async Task<IPeerConnection> DialAsync(PeerId peer, IPEndPoint endPoint, CancellationToken cancel)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var tries = new List<Task<IPeerConnection>>();
        foreach (var (place, transport) in transports.Index()) tries.Add(TryAsync(transport, place, Task.WhenAll(tries)));
        var relayed = transports is [.., { IsRelay: true }] ? tries[^1] : null;
        TransportException? last = null;
        var weight = int.MinValue;
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
                    // What somebody said must not be lost behind "unreachable" by the other transport, nor what failed on the
                    // direct way behind what failed at a relay.
                    var weighs = Weight(e, done == relayed);
                    if (weighs >= weight) (last, weight) = (e, weighs);
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

        async Task<IPeerConnection> TryAsync(ITransport transport, int place, Task former)
        {
            try
            {
                if (place > 0)
                {
                    var headStart = Task.Delay(transport.IsRelay ? RelayHeadStart : HeadStart * place, time, race.Token);
                    await Task.WhenAny(headStart, former).ConfigureAwait(false);
                    if (!former.IsFaulted) await headStart.ConfigureAwait(false);
                }

                return await transport.DialAsync(endPoint, peer, race.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not (TransportException or OperationCanceledException))
            {
                // A fault of one transport must not keep the other from getting through.
                throw new TransportException(e is SocketException ? TransportRefusal.Unreachable : TransportRefusal.Handshake, e);
            }
        }
    }

    private static int Weight(TransportException e, bool byRelay) => e switch
    {
        { Refusal: TransportRefusal.WrongPeer, SaidByPeer: false } => 2,
        { SaidByPeer: true } => 1,
        _ => byRelay ? -1 : 0,
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
}
