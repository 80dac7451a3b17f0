using Akka.Actor;
using Cpc.Actors.Documents;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Sessions;
using Cpc.Sessions.Frames;

namespace Cpc.Actors.Peers;

/// <summary>The side that is sent a document: handshake, document in, receipt out.</summary>
internal sealed class ResponderSessionActor : SessionActor
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(2);

    private ResponderHandshake? _handshake;
    private bool _askedForXX;
    private byte[]? _claimed;
    private byte[]? _waitingReceipt;

    public ResponderSessionActor(NodeServices services, PeerId peer, IActorRef transport, long stream)
        : base(services, peer)
    {
        Bind(transport, stream);
        Receive<PeerActor.ExchangeClaimed>(OnClaimed);
        Receive<DocumentProcessed>(OnProcessed);
        Receive<DocumentNotProcessed>(_ => Context.Stop(Self));
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
    }

    protected override ReadOnlyMemory<byte> HandshakeId => _handshake?.HandshakeId ?? default;

    protected override void PreStart()
    {
        base.PreStart();
        SetReceiveTimeout(IdleTimeout);
        Transport.Tell(new StreamCommand.Attach(Stream));
    }

    protected override void PostStop()
    {
        base.PostStop();
        _handshake?.Dispose();
    }

    protected override void OnHandshakeFrame(FrameType type, byte[] body)
    {
        var refusal = (type, _handshake, Session) switch
        {
            (FrameType.HS1, null, null) when _claimed is null => Claim(body),
            (FrameType.HS3, not null, null) => Finish(body),
            (FrameType.Refuse, _, _) => Refusal.Closed,
            _ => Refusal.Malformed,
        };
        // Who owns the peer says whether this handshake may go on.
        if (_claimed is null || refusal != Refusal.None) GoOn(refusal);
    }

    private void GoOn(Refusal refusal)
    {
        // The initiator may begin anew with XX, once.
        var retry = refusal is Refusal.StaticUnknown or Refusal.StaticExpired && _handshake is null && !_askedForXX;
        if (retry)
        {
            _askedForXX = true;
            Refuse(refusal);
        }

        if (retry || refusal == Refusal.None) Next();
        else Fail(refusal);
    }

    protected override void OnMessage(ReceivedMessage message)
    {
        switch (message.Kind)
        {
            case DataKind.Confirm or DataKind.Ack:
                // Ack comes when a rotation of ours is answered.
                HandshakeDone();
                Context.Parent.Tell(PeerActor.Established.Instance);
                Next();
                break;
            case DataKind.Document:
                OnDocument(message);
                break;
            case DataKind.Close:
                Context.Stop(Self);
                break;
            default:
                message.Payload?.Dispose();
                Refuse(Refusal.Malformed);
                Next();
                break;
        }
    }

    protected override void OnFailed(Refusal refusal)
    {
    }

    protected override void OnEnded() => Context.Stop(Self);

    private Refusal Claim(byte[] hs1)
    {
        var refusal = Hs1Header.TryDecode(hs1, out var header);
        if (refusal != Refusal.None) return refusal;
        if (hs1.Length < header!.Size + X25519.KeySize) return Refusal.Malformed;
        _claimed = hs1;
        Context.Parent.Tell(new PeerActor.ClaimExchange(header.ExchangeId, hs1[header.Size..(header.Size + X25519.KeySize)]));
        return Refusal.None;
    }

    private void OnClaimed(PeerActor.ExchangeClaimed claimed)
    {
        if (_claimed is not { } hs1) return;
        _claimed = null;
        GoOn(claimed.Refusal == Refusal.None ? Begin(hs1) : claimed.Refusal);
    }

    private Refusal Begin(byte[] hs1)
    {
        var refusal = ResponderHandshake.TryAccept(Services.Sessions.For(Peer), hs1, Now, out _handshake);
        if (refusal != Refusal.None) return refusal;
        Send(_handshake!.Hs2);
        if (!_handshake.AwaitsHs3) Establish(_handshake.TakeSession());
        return Refusal.None;
    }

    private Refusal Finish(byte[] hs3)
    {
        var refusal = _handshake!.TryReceiveHs3(hs3, Now, out var session);
        if (refusal == Refusal.None) Establish(session!);
        return refusal;
    }

    // One document at a time: the next frame is read only after this one has its receipt.
    private void OnDocument(ReceivedMessage message)
    {
        using var payload = message.Payload!;
        var outcome = IncomingDocument.TryOpen(payload.Span, message.Hash!, Peer, Services.Self, out var document);
        if (document is not null)
        {
            Services.Router.Documents.Tell(new ReceiveDocument(document, Session!.ExchangeId));
            return;
        }

        Services.Counters.Count("exchange", outcome);
        Reply(new Receipt
        {
            Sender = Peer,
            Receiver = Services.Self,
            DocumentId = Guid.Empty,
            Hash = message.Hash!,
            Outcome = outcome,
            Time = Services.Time.GetUtcNow(),
        }.SignedBy(Services.Identity).Encode());
    }

    private void OnProcessed(DocumentProcessed processed) => Reply(processed.Receipt);

    private void Reply(byte[] receipt)
    {
        byte[]? frame = null;
        var refusal = Session?.Encrypt(DataKind.Receipt, receipt, Blake3.Hash(receipt), Now, out frame) ?? Refusal.Closed;
        if (refusal == Refusal.Limit)
        {
            // A sender at its limit queues; the rotation goes on in frames of its own.
            _waitingReceipt = receipt;
        }
        else if (refusal != Refusal.None)
        {
            Fail(refusal);
            return;
        }
        else
        {
            _waitingReceipt = null;
            Send(frame!);
        }

        Next();
        Advance();
    }

    protected override void AfterAdvance()
    {
        if (_waitingReceipt is { } receipt && Session is { State: SessionState.Open } session && session.Counts.Sent < SessionLimits.MaxPerDirection) Reply(receipt);
    }
}
