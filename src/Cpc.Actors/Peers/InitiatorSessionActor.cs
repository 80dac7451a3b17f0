using Akka.Actor;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Sessions;
using Cpc.Sessions.Frames;

namespace Cpc.Actors.Peers;

/// <summary>The side that opens an exchange: handshake, document out, receipt in.</summary>
internal sealed class InitiatorSessionActor : SessionActor
{
    private readonly byte[] _exchangeId;
    private readonly IActorRef _owner;
    /// <summary>Documents that wait for a new epoch.</summary>
    private const int MaxWaiting = 16;

    private readonly Queue<SessionCommand.SendDocument> _waiting = new();
    private InitiatorHandshake? _handshake;
    private bool _told;

    public InitiatorSessionActor(NodeServices services, PeerId peer, byte[] exchangeId, IActorRef owner)
        : base(services, peer)
    {
        _exchangeId = exchangeId;
        _owner = owner;
        Receive<StreamEvent.Opened>(OnOpened);
        Receive<StreamEvent.OpenFailed>(f => End(f.Reason, keyChanged: f.KeyChanged, circuit: f.Circuit));
        Receive<SessionCommand.SendDocument>(OnSend);
        Receive<SessionCommand.Close>(_ => OnClose());
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<PeerActor.TieLost>(_ => OnTieLost());
    }

    protected override ReadOnlyMemory<byte> HandshakeId => _handshake?.HandshakeId ?? default;

    protected override void PreStart()
    {
        base.PreStart();
        Context.Watch(_owner);
        Services.Router.Transport.Tell(new TransportManager.ForPeer(Peer, new StreamCommand.Open()));
    }

    protected override void PostStop()
    {
        base.PostStop();
        _handshake?.Dispose();
        foreach (var send in _waiting) send.Payload.Dispose();
        // The owner always hears of the end, also when a fault of our own stops this actor.
        End("the session ended.");
    }

    protected override void OnHandshakeFrame(FrameType type, byte[] body)
    {
        if (type == FrameType.Refuse)
        {
            OnRefused(body);
            return;
        }

        if (type != FrameType.HS2 || _handshake is null || Session is not null)
        {
            Fail(Refusal.Malformed);
            return;
        }

        var refusal = _handshake.TryReceiveHs2(body, Now, out var frames, out var session);
        if (refusal != Refusal.None)
        {
            Fail(refusal);
            return;
        }

        Establish(session!);
        Send(frames);
        Next();
        // Documents may follow Confirm at once (protocol.md §3).
        _owner.Tell(new ExchangeEvent.Ready(_exchangeId, Self));
    }

    protected override void OnMessage(ReceivedMessage message)
    {
        switch (message.Kind)
        {
            case DataKind.Ack or DataKind.Confirm:
                // Confirm comes when the peer has begun a rotation.
                HandshakeDone();
                break;
            case DataKind.Receipt:
                HandshakeDone();
                OnReceipt(message);
                break;
            case DataKind.Close:
                End("the peer closed the session.");
                return;
            default:
                message.Payload?.Dispose();
                Refuse(Refusal.Malformed);
                break;
        }

        Next();
    }

    protected override void OnFailed(Refusal refusal) => End(Words(refusal));

    protected override void OnEnded() => End("the stream to the peer ended.");

    // An established session is not ended by an HS1 (protocol.md §9).
    private void OnTieLost()
    {
        if (Session is not null) return;
        Services.Counters.Count("session", Refusal.TieLost);
        End("the peer began the same exchange, and its handshake wins.");
    }

    private void OnOpened(StreamEvent.Opened opened)
    {
        Bind(Sender, opened.Stream);
        Begin(forceXX: false);
    }

    private void Begin(bool forceXX)
    {
        _handshake?.Dispose();
        _handshake = InitiatorHandshake.Start(Services.Sessions.For(Peer), _exchangeId, Now, forceXX);
        Send(_handshake.Hs1);
    }

    private void OnRefused(byte[] body)
    {
        if (RefuseFrame.TryDecode(body) is not { } refuse)
        {
            Fail(Refusal.Malformed);
            return;
        }

        // The stream is authenticated by the transport, so this ends an exchange that has no receipt yet; the session
        // itself is not ended by unauthenticated words, but abandoned for a new one (protocol.md §9).
        Services.Counters.Count("refused-by-peer", refuse.Code);
        // The peer has lost or outlived what KK needs: XX, once (protocol.md §7).
        if (refuse.Code is Refusal.StaticUnknown or Refusal.StaticExpired && _handshake is { IsKK: true } && Session is null)
        {
            Begin(forceXX: true);
            Next();
            return;
        }

        End($"the peer refused: {Words(refuse.Code)}", refuse.RetryAfterSeconds == 0 ? null : TimeSpan.FromSeconds(refuse.RetryAfterSeconds));
    }

    private void OnReceipt(ReceivedMessage message)
    {
        using var payload = message.Payload!;
        if (Receipt.TryDecode(payload.Span.ToArray()) is { } receipt) _owner.Tell(new ExchangeEvent.ReceiptArrived(_exchangeId, receipt));
        else Refuse(Refusal.Malformed);
    }

    private void OnSend(SessionCommand.SendDocument send)
    {
        byte[]? frame = null;
        var refusal = Session?.Encrypt(DataKind.Document, send.Payload.Span, send.Hash, Now, out frame) ?? Refusal.NotConfirmed;
        // A sender at its limit queues (protocol.md §8); the rotation goes on in frames of its own.
        if (refusal == Refusal.Limit && _waiting.Count < MaxWaiting)
        {
            _waiting.Enqueue(send);
            Advance();
            return;
        }

        send.Payload.Dispose();
        if (refusal != Refusal.None)
        {
            End(Words(refusal));
            return;
        }

        Send(frame!);
        Advance();
    }

    protected override void AfterAdvance()
    {
        if (_waiting.Count > 0 && Session is { State: SessionState.Open } session && session.Counts.Sent < SessionLimits.MaxPerDirection)
            OnSend(_waiting.Dequeue());
    }

    private void OnClose()
    {
        _told = true;
        if (Session?.Close() is { } close) Send(close);
        Context.Stop(Self);
    }

    private void End(string reason, TimeSpan? retryAfter = null, bool keyChanged = false, CircuitBreakerOpen? circuit = null)
    {
        if (!_told) _owner.Tell(new ExchangeEvent.Failed(_exchangeId, reason, retryAfter, keyChanged, circuit));
        _told = true;
        Context.Stop(Self);
    }

    private static string Words(Refusal refusal) => refusal switch
    {
        Refusal.Version => "it speaks another version of the protocol.",
        Refusal.NoCommonSuite => "there is no common cipher suite; update the older node.",
        Refusal.Downgrade => "a weaker cipher suite was chosen than both support.",
        Refusal.StaticExpired => "a session key is not valid now; check the clocks of both machines.",
        Refusal.Identity => "it could not prove its identity.",
        Refusal.Busy => "it is busy.",
        Refusal.Limit => "the session is used up.",
        Refusal.Closed => "the session is closed.",
        _ => $"{refusal}.",
    };
}
