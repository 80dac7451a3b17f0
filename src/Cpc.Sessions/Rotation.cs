using Cpc.Sessions.Frames;

namespace Cpc.Sessions;

/// <summary>
/// The rotation of a session's epoch, both sides, every row of protocol.md §8. It works in frames of its own, so it
/// goes on while the ratchet waits for a reply; the old epoch serves until the new one is confirmed, so a lost frame
/// never wedges a session.
/// </summary>
internal sealed class Rotation(byte[] exchangeId, bool smaller) : IDisposable
{
    // AwaitHS2: ours is under way.
    private InitiatorHandshake? _awaitHs2;
    private Moment _hs1Sent;

    // Pending: the peer's is under way; we have answered and await Confirm.
    private Epoch? _pending;
    private byte[] _pendingHs1 = [];
    private byte[] _pendingHs2 = [];

    private int _failures;
    private Moment? _notBefore;
    private TimeSpan _wait;

    /// <summary>AwaitAck: our new epoch, in which we send already.</summary>
    public Epoch? Next { get; private set; }

    public bool IsUnderWay => _awaitHs2 is not null || _pending is not null || Next is not null;

    /// <summary>Begins what is due; gives up or repeats what is not answered.</summary>
    public IReadOnlyList<byte[]> Tick(SessionContext context, Epoch current, Moment now)
    {
        if (Next is not null)
        {
            if (now.Since(Next.ConfirmSent) < SessionLimits.ConfirmRetry) return [];
            Next.ConfirmSent = now;
            return [Next.Confirm];
        }

        if (_awaitHs2 is not null)
        {
            if (now.Since(_hs1Sent) >= SessionLimits.HandshakeTimeout) GiveUp(now);
            return [];
        }

        // Pending never starts its own.
        if (_pending is not null || (_notBefore is { } since && now.Since(since) < _wait)) return [];
        if (!context.KnowsPeer(now.Utc) || !context.Limits.RotationIsDue(smaller, current.Sent, current.Received, now.Since(current.Begun))) return [];
        _awaitHs2 = InitiatorHandshake.Rotate(context, exchangeId, current, now);
        _hs1Sent = now;
        return [_awaitHs2.Hs1];
    }

    /// <summary>After a reconnect: what the peer may not have got.</summary>
    public IReadOnlyList<byte[]> Resend() =>
        Next is not null ? [Next.Confirm]
        : _awaitHs2 is not null ? [_awaitHs2.Hs1]
        : _pending is not null ? [_pendingHs2]
        : [];

    public Refusal ReceiveHs1(SessionContext context, Epoch current, ReadOnlySpan<byte> body, Moment now, out byte[]? reply)
    {
        reply = null;
        var refusal = ResponderHandshake.Inspect(context, body, out var header);
        if (refusal != Refusal.None) return refusal;
        if (header!.Pattern != Pattern.KKpsk0 || !header.ExchangeId.AsSpan().SequenceEqual(exchangeId)) return Refusal.Malformed;
        if (!header.OldSessionId.AsSpan().SequenceEqual(current.SessionId) || header.Epoch != current.Number + 1) return Refusal.StaleRotation;
        // The old epoch's Confirm has to have proved the initiator first.
        if (current.State is not EpochState.Active) return Refusal.NotConfirmed;

        if (Next is not null)
        {
            reply = Next.Confirm;
            return Refusal.None;
        }

        if (_awaitHs2 is not null && smaller)
        {
            reply = _awaitHs2.Hs1;
            return Refusal.None;
        }

        if (_pending is not null && body.SequenceEqual(_pendingHs1))
        {
            reply = _pendingHs2;
            return Refusal.None;
        }

        refusal = ResponderHandshake.TryRotate(context, header, body, current, now, out var handshake);
        if (refusal != Refusal.None) return refusal;
        using (handshake)
        {
            // The larger drops its own, but only for an HS1 that has proved authentic.
            _awaitHs2?.Dispose();
            _awaitHs2 = null;
            AbandonPending();
            _pending = handshake!.TakeEpoch();
            _pendingHs1 = body.ToArray();
            reply = _pendingHs2 = handshake.Hs2;
            return Refusal.None;
        }
    }

    /// <param name="record">The peer's static record from HS2.</param>
    public Refusal ReceiveHs2(Epoch current, ReadOnlySpan<byte> body, Moment now, out byte[]? reply, out StaticRecord? record)
    {
        reply = null;
        record = null;
        if (Next is not null)
        {
            // The same HS2 again: our Confirm was lost.
            reply = Next.Confirm;
            return Refusal.None;
        }

        // A late one of a handshake that is over.
        if (_awaitHs2 is null || !Names(body, _awaitHs2)) return Refusal.StaleRotation;
        var refusal = _awaitHs2.TryReceiveHs2(body, current.Sent, now, out var frames, out var epoch, out record);
        _awaitHs2 = null;
        if (refusal != Refusal.None)
        {
            BackOff(now);
            return refusal;
        }

        Next = epoch;
        reply = frames[0];
        return Refusal.None;
    }

    /// <summary>REFUSE ends at most the pending handshake that it names.</summary>
    public Refusal ReceiveRefuse(ReadOnlySpan<byte> body, Moment now)
    {
        if (RefuseFrame.TryDecode(body) is not { } refuse) return Refusal.Malformed;
        if (_awaitHs2 is not null && refuse.Reference.AsSpan(0, Frame.HandshakeIdSize).SequenceEqual(_awaitHs2.HandshakeId.Span)) GiveUp(now);
        return Refusal.None;
    }

    public Epoch? Find(ReadOnlySpan<byte> sessionId)
    {
        if (Next is not null && sessionId.SequenceEqual(Next.SessionId)) return Next;
        return _pending is not null && sessionId.SequenceEqual(_pending.SessionId) ? _pending : null;
    }

    public Epoch TakePending()
    {
        var epoch = _pending ?? throw new InvalidOperationException("No rotation of the peer's is pending.");
        _pending = null;
        return epoch;
    }

    public Epoch TakeNext()
    {
        var epoch = Next ?? throw new InvalidOperationException("No rotation of ours awaits Ack.");
        Next = null;
        return epoch;
    }

    public void AbandonPending()
    {
        _pending?.Dispose();
        _pending = null;
    }

    /// <summary>A new epoch is current: what else was under way was for the old one.</summary>
    public void Succeeded()
    {
        _failures = 0;
        _notBefore = null;
        Dispose();
    }

    public void Dispose()
    {
        _awaitHs2?.Dispose();
        _awaitHs2 = null;
        AbandonPending();
        Next?.Dispose();
        Next = null;
    }

    private static bool Names(ReadOnlySpan<byte> body, InitiatorHandshake handshake) =>
        body.Length >= 2 + Frame.HandshakeIdSize && body.Slice(2, Frame.HandshakeIdSize).SequenceEqual(handshake.HandshakeId.Span);

    private void GiveUp(Moment now)
    {
        _awaitHs2?.Dispose();
        _awaitHs2 = null;
        BackOff(now);
    }

    private void BackOff(Moment now)
    {
        var (min, max) = SessionLimits.RotationBackoff;
        _wait = TimeSpan.FromSeconds(Math.Min(max.TotalSeconds, min.TotalSeconds * Math.Pow(2, Math.Min(_failures, 16))));
        _failures++;
        _notBefore = now;
    }
}
