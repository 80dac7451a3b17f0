using Akka.Actor;
using Cpc.Sessions;

namespace Cpc.Actors.Peers;

/// <summary>
/// Which of a peer's handshakes may go on (protocol.md §3, Limits): one for each exchange, each with an ephemeral of its
/// own. Not thread-safe.
/// </summary>
/// <param name="peerIsSmaller">The peer's id is the smaller one: its HS1 wins a tie.</param>
internal sealed class ExchangeClaims(bool peerIsSmaller)
{
    /// <summary>Ephemerals remembered, the oldest forgotten first. A session is not made by replaying HS1, only a pending
    /// slot is taken; twice the sessions of a peer are more than can be pending.</summary>
    public const int Remembered = 2 * PeerActor.MaxSessions;

    private static readonly TimeSpan ReplaceInterval = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, Holder> _holders = [];
    private readonly Dictionary<IActorRef, string> _exchanges = [];
    private readonly Dictionary<IActorRef, IActorRef> _replaces = [];

    /// <param name="own">Our own session for the same exchange, as initiator; null when there is none.</param>
    /// <returns>Replay: e was seen in another handshake; TieLost: our own HS1 wins; Busy: replaced twice in a second.
    /// Else None, and who has to give way at once: our own session, or a pending one.</returns>
    public (Refusal Refusal, IActorRef? Dropped) Judge(IActorRef responder, PeerActor.ClaimExchange claim, IActorRef? own, DateTimeOffset now)
    {
        var e = Convert.ToHexString(claim.Ephemeral);
        if (!_seen.Add(e)) return (Refusal.Replay, null);
        _order.Enqueue(e);
        if (_order.Count > Remembered) _seen.Remove(_order.Dequeue());

        if (own is not null && !peerIsSmaller) return (Refusal.TieLost, null);
        var exchange = Convert.ToHexString(claim.ExchangeId);
        var dropped = own;
        // The same session again: XX after a refused KK.
        if (_holders.TryGetValue(exchange, out var holder) && !holder.Session.Equals(responder))
        {
            if (holder.IsEstablished)
            {
                _replaces[responder] = holder.Session;
            }
            else
            {
                if (now - holder.Since < ReplaceInterval) return (Refusal.Busy, null);
                dropped = holder.Session;
            }

            _exchanges.Remove(holder.Session);
        }

        _holders[exchange] = new Holder(responder, now);
        _exchanges[responder] = exchange;
        return (Refusal.None, dropped);
    }

    /// <returns>The established session of the same exchange that this one replaces, or null.</returns>
    public IActorRef? Established(IActorRef responder)
    {
        if (_exchanges.TryGetValue(responder, out var exchange)) _holders[exchange].IsEstablished = true;
        return _replaces.Remove(responder, out var replaced) ? replaced : null;
    }

    public void Ended(IActorRef session)
    {
        _replaces.Remove(session);
        if (_exchanges.Remove(session, out var exchange)) _holders.Remove(exchange);
    }

    private sealed class Holder(IActorRef session, DateTimeOffset since)
    {
        public IActorRef Session { get; } = session;

        public DateTimeOffset Since { get; } = since;

        public bool IsEstablished { get; set; }
    }
}
