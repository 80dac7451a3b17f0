namespace Cpc.Sessions.Tests.Model;

/// <summary>A session over its epochs: protocol.md §7 and §8, both sides, row by row. Time is in seconds.</summary>
internal sealed class ModelSession(ModelContext context, ModelEpoch epoch, byte[] exchange)
{
    private readonly bool _smaller = ModelBytes.Smaller(context.Own, context.Peer);
    private ModelContext _context = context;
    private ModelEpoch? _draining;
    private double? _usedUp;

    // Rotation: ours under way, the peer's under way, ours confirmed but not acknowledged.
    private ModelInitiator? _awaitHs2;
    private ModelEpoch? _pending;
    private byte[] _pendingHs1 = [], _pendingHs2 = [];
    private ModelEpoch? _next;
    private int _failures;
    private double _notBefore;

    public bool IsClosed { get; private set; }

    public ModelEpoch Current { get; private set; } = epoch;

    public ModelEpoch Sending => _next ?? Current;

    public bool IsConfirmed => !IsClosed && (Current.Number > 0 || Current.State == "active");

    public bool IsRotating => _awaitHs2 is not null || _pending is not null || _next is not null;

    public Refusal Encrypt(byte kind, byte[] payload, byte[] hash, double now, out byte[]? frame)
    {
        frame = null;
        if (CloseWhenOld(now)) return Refusal.Closed;
        return Sending.State is "await-confirm" or "draining" ? Refusal.NotConfirmed : Sending.Ratchet.Encrypt(kind, payload, hash, out frame);
    }

    public byte[]? Close()
    {
        if (IsClosed) return null;
        var frame = Sending.State is "await-confirm" or "draining" ? null : Sending.Control(4, new() { [9] = _context.Random.Bytes(32) });
        EraseAll();
        return frame;
    }

    public List<byte[]> Tick(double now)
    {
        if (CloseWhenOld(now)) return [];
        if (_draining is not null && (_draining.IsDrained || now - _draining.DrainingSince >= 300 || now - _draining.Begun >= 86_400)) _draining = null;
        // "50 sent and 60 s without rotation"
        _usedUp = Sending.Ratchet.Sent < _context.PerDirection ? null : _usedUp ?? now;
        if (_usedUp is { } since && now - since >= 60)
        {
            EraseAll();
            return [];
        }

        var waiting = Current is { State: "await-ack", Number: 0 } ? Current : _next;
        if (waiting is not null)
        {
            if (now - waiting.ConfirmSent < 5) return [];
            waiting.ConfirmSent = now;
            return [waiting.Confirm!];
        }

        if (!IsConfirmed) return [];
        if (_awaitHs2 is not null)
        {
            if (now - _awaitHs2.Started >= 30) GiveUp(now);
            return [];
        }

        if (_pending is not null || now < _notBefore || !IsDue(now)) return [];
        _awaitHs2 = new ModelInitiator(_context, ModelHandshake.KKpsk0, exchange, Current) { Started = now };
        return [_awaitHs2.Hs1];
    }

    public List<byte[]> Resend(double now)
    {
        if (CloseWhenOld(now)) return [];
        if (Current.State == "await-ack") return [Current.Confirm!];
        return _next is not null ? [_next.Confirm!] : _awaitHs2 is not null ? [_awaitHs2.Hs1] : _pending is not null ? [_pendingHs2] : [];
    }

    public ModelReceived Receive(byte[] body, double now)
    {
        if (CloseWhenOld(now)) return new(Refusal.Closed);
        if (body.Length < 2) return new(Refusal.Malformed);
        if (body[0] != 1) return new(Refusal.Version);
        return body[1] switch
        {
            1 => ReceiveHs1(body, now),
            2 => ReceiveHs2(body, now),
            4 => ReceiveData(body, now),
            5 => ReceiveRefuse(body, now),
            _ => new(Refusal.Malformed),
        };
    }

    private ModelReceived ReceiveHs1(byte[] body, double now)
    {
        var refusal = ModelHs1.TryRead(body, out var header);
        if (refusal != Refusal.None) return new(refusal);
        refusal = AnswerHs1(header!, body, now, out var reply);
        if (refusal != Refusal.None) reply = ModelBytes.Join([1, 5, (byte)refusal], header!.HandshakeId, new byte[16], [0, 0]);
        return new(refusal, Reply: reply);
    }

    private Refusal AnswerHs1(ModelHs1 header, byte[] body, double now, out byte[]? reply)
    {
        reply = null;
        if (header.Pattern != ModelHandshake.KKpsk0 || !header.Exchange.SequenceEqual(exchange)) return Refusal.Malformed;
        if (!header.OldSessionId.SequenceEqual(Current.SessionId) || header.Epoch != Current.Number + 1) return Refusal.StaleRotation;
        if (Current.State != "active") return Refusal.NotConfirmed;
        if (_next is not null) reply = _next.Confirm; // AwaitAck: resend Confirm
        else if (_awaitHs2 is not null && _smaller) reply = _awaitHs2.Hs1; // both have begun: the smaller resends its own
        else if (_pending is not null && body.SequenceEqual(_pendingHs1)) reply = _pendingHs2; // the same again
        if (reply is not null) return Refusal.None;

        var refusal = ModelResponder.Accept(_context, body, now, Current, out var responder);
        if (refusal != Refusal.None) return refusal;
        _awaitHs2 = null; // the larger drops its own
        _pending = responder!.Epoch;
        _pendingHs1 = body;
        reply = _pendingHs2 = responder.Hs2;
        return Refusal.None;
    }

    private ModelReceived ReceiveHs2(byte[] body, double now)
    {
        if (_next is not null) return new(Refusal.None, Reply: _next.Confirm);
        if (_awaitHs2 is null || !ModelBytes.Has(body, 2, _awaitHs2.HandshakeId)) return new(Refusal.StaleRotation);
        var refusal = _awaitHs2.ReceiveHs2(body, Current.Ratchet.Sent, now, out var frames, out _next, out var record);
        _awaitHs2 = null;
        if (record is not null) _context = _context with { PeerRecord = record };
        if (refusal == Refusal.None) return new(Refusal.None, Reply: frames[0]);
        BackOff(now);
        return new(refusal);
    }

    private ModelReceived ReceiveRefuse(byte[] body, double now)
    {
        if (body.Length != 37 || body[2] is 0 or > 17) return new(body.Length > 37 ? Refusal.TooLarge : Refusal.Malformed);
        if (_awaitHs2 is not null && ModelBytes.Has(body, 3, _awaitHs2.HandshakeId)) GiveUp(now);
        return new(Refusal.None);
    }

    private ModelReceived ReceiveData(byte[] body, double now)
    {
        if (body.Length < 91 + 84 + 16 || body[34] is < 1 or > 6) return new(Refusal.Malformed);
        var epoch = new[] { Current, _draining, _next, _pending }.FirstOrDefault(e => e is not null && ModelBytes.Has(body, 2, e.SessionId));
        if (epoch is null) return new(Refusal.UnknownSession);
        var kind = body[34];
        if (kind == 1 && epoch.Ack is not null && body.SequenceEqual(epoch.Confirm!)) return new(Refusal.None, kind, Reply: epoch.Ack);
        if (kind == 1 && epoch.State != "await-confirm") return new(Refusal.Duplicate, kind);
        if (kind != 1 && epoch.State == "await-confirm") return new(Refusal.NotConfirmed, kind);
        epoch.Ratchet.ForgetSkipped(now - 86_400);
        var refusal = epoch.Ratchet.Decrypt(body, now, kind == 1, out var payload);
        if (refusal != Refusal.None) return new(refusal, kind);
        if (!ModelBytes.Has(body, 35, ModelCrypto.Blake3(payload))) return new(Refusal.HashMismatch, kind);
        if (kind == 1) return Confirmed(epoch, body, payload, now);

        // The peer has spoken in this epoch.
        if (epoch.State == "await-ack") epoch.State = "active";
        if (epoch == _next)
        {
            _next = null;
            Commit(epoch, null, now);
        }

        switch (kind)
        {
            case 2:
                if (ModelHandshake.ReadPayload(payload, 9, 10) is not { } ack) return new(Refusal.Malformed, kind);
                if (_draining is not null && epoch == Current) _draining.PeerSent = (uint)(ulong)ack[10];
                return new(Refusal.None, kind);
            case 4:
                if (ModelHandshake.ReadPayload(payload, 9) is null) return new(Refusal.Malformed, kind);
                EraseAll();
                return new(Refusal.None, kind);
            default:
                return payload.Length == 0 ? new(Refusal.Malformed, kind) : new(Refusal.None, kind, payload);
        }
    }

    private ModelReceived Confirmed(ModelEpoch epoch, byte[] body, byte[] payload, double now)
    {
        var isFirst = epoch == Current;
        var confirm = epoch.Signature is null ? ModelHandshake.ReadPayload(payload, 9, 10) : ModelHandshake.ReadPayload(payload, 8, 9, 10);
        var refusal = confirm is null ? Refusal.Malformed
            : epoch.Signature is var (h, s) && !ModelHandshake.Verify(_context, "i", epoch.Suite, h, s, confirm) ? Refusal.Identity
            : isFirst && (ulong)confirm[10] != 0 ? Refusal.Malformed
            : Refusal.None;
        if (refusal != Refusal.None)
        {
            if (isFirst) EraseAll();
            else _pending = null;
            return new(refusal, 1);
        }

        epoch.State = "active";
        epoch.Confirm = body;
        epoch.Ack = epoch.Control(2, new() { [9] = _context.Random.Bytes(32), [10] = isFirst ? 0UL : Current.Ratchet.Sent });
        if (!isFirst) Commit(epoch, (uint)(ulong)confirm![10], now);
        return new(Refusal.None, 1, Reply: epoch.Ack);
    }

    private void Commit(ModelEpoch next, uint? peerSent, double now)
    {
        _draining = Current;
        _draining.State = "draining";
        _draining.DrainingSince = now;
        _draining.PeerSent = peerSent;
        Current = next;
        _usedUp = null;
        _failures = 0;
        _notBefore = 0;
        _awaitHs2 = null;
        _pending = null;
        if (_draining.IsDrained) _draining = null;
    }

    // 40, 80 in all, 20 h of the smaller; 45, 90, 22 h of the larger; of fewer in proportion.
    private bool IsDue(double now)
    {
        uint parts = _smaller ? 8u : 9u, sent = Current.Ratchet.Sent, received = Current.Ratchet.Received;
        return sent >= _context.PerDirection * parts / 10 || sent + received >= 2 * _context.PerDirection * parts / 10
            || now - Current.Begun >= (_smaller ? 20 : 22) * 3600;
    }

    private bool CloseWhenOld(double now)
    {
        if (!IsClosed && now - Current.Begun >= 86_400) EraseAll();
        return IsClosed;
    }

    private void GiveUp(double now)
    {
        _awaitHs2 = null;
        BackOff(now);
    }

    private void BackOff(double now) => _notBefore = now + Math.Min(300, 1 << Math.Min(_failures++, 16));

    private void EraseAll()
    {
        IsClosed = true;
        _draining = _next = _pending = null;
        _awaitHs2 = null;
    }
}
