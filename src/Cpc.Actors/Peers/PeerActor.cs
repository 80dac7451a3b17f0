using Akka.Actor;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Actors.Peers;

/// <summary>One peer: starts its sessions and holds it to its limits.</summary>
internal sealed class PeerActor : ReceiveActor
{
    /// <summary>Sessions of one peer at a time, in both directions.</summary>
    public const int MaxSessions = 256;

    private readonly NodeServices _services;
    private readonly PeerId _peer;
    private readonly HashSet<IActorRef> _pending = [];
    private readonly HashSet<IActorRef> _sessions = [];
    private readonly ExchangeClaims _claims;
    private long _inbound;

    public PeerActor(NodeServices services, string entityId)
    {
        _services = services;
        if (!PeerId.TryParse(entityId, out _peer)) throw new ArgumentException("No peer id.", nameof(entityId));
        Receive<OpenExchange>(OnOpen);
        Receive<StreamArrived>(OnInbound);
        _claims = new ExchangeClaims(_peer < services.Self);
        Receive<ClaimExchange>(OnClaim);
        Receive<Established>(_ =>
        {
            NoLongerPending(Sender);
            // The new session has proved itself: what it replaces may go.
            if (_claims.Established(Sender) is { } replaced) Context.Stop(replaced);
        });
        Receive<Terminated>(t =>
        {
            NoLongerPending(t.ActorRef);
            _claims.Ended(t.ActorRef);
            _sessions.Remove(t.ActorRef);
        });
    }

    // A failed session takes nothing with it: its exchange is begun anew by the outbox.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        foreach (var _ in _pending) _services.Handshakes.GiveBack();
    }

    private void OnOpen(OpenExchange open)
    {
        var owner = Sender;
        if (_sessions.Count >= MaxSessions)
        {
            owner.Tell(new ExchangeEvent.Failed(open.ExchangeId, "too many sessions with this peer; the document waits.", TimeSpan.FromSeconds(5)));
            return;
        }

        var session = Context.ActorOf(
            ActorProducer<InitiatorSessionActor>.Props(() => new InitiatorSessionActor(_services, _peer, open.ExchangeId, owner)),
            Convert.ToHexStringLower(open.ExchangeId));
        _sessions.Add(Context.Watch(session));
    }

    private void OnInbound(StreamArrived stream)
    {
        if (_pending.Count >= HandshakeBudget.PerPeer || _sessions.Count >= MaxSessions || !_services.Handshakes.TryTake())
        {
            _services.Counters.Count("session", Refusal.Busy);
            stream.Transport.Tell(new StreamCommand.End(stream.Stream, Abort: true));
            return;
        }

        var session = Context.ActorOf(
            ActorProducer<ResponderSessionActor>.Props(() => new ResponderSessionActor(_services, _peer, stream.Transport, stream.Stream)),
            $"in-{++_inbound}");
        _pending.Add(session);
        _sessions.Add(Context.Watch(session));
    }

    private void OnClaim(ClaimExchange claim)
    {
        var own = Context.Child(Convert.ToHexStringLower(claim.ExchangeId));
        var (refusal, dropped) = _claims.Judge(Sender, claim, own.IsNobody() ? null : own, _services.Time.GetUtcNow());
        if (dropped is not null && dropped.Equals(own)) own.Tell(TieLost.Instance);
        else if (dropped is not null) Context.Stop(dropped);
        Sender.Tell(new ExchangeClaimed(refusal));
    }

    private void NoLongerPending(IActorRef session)
    {
        if (_pending.Remove(session)) _services.Handshakes.GiveBack();
    }

    /// <summary>From a responder before it answers an HS1: may it? Answered by <see cref="ExchangeClaimed"/>.</summary>
    /// <param name="Ephemeral">The initiator's e, 32 bytes.</param>
    public sealed record ClaimExchange(byte[] ExchangeId, byte[] Ephemeral);

    /// <param name="Refusal">None, Replay, TieLost or Busy.</param>
    public sealed record ExchangeClaimed(Refusal Refusal);

    /// <summary>To an initiator: the peer has begun the same exchange, and its HS1 wins.</summary>
    public sealed record TieLost
    {
        public static readonly TieLost Instance = new();
    }

    /// <summary>A responder's handshake is over: its session is active.</summary>
    public sealed record Established
    {
        public static readonly Established Instance = new();
    }
}
