using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions;

/// <summary>
/// A session of one exchange: Confirm and Ack, then documents and receipts over as many epochs as it takes, until it
/// is closed. Each epoch lasts 50 messages in a direction or 24 hours at most; <see cref="Rotation"/> replaces it in
/// time. Not thread-safe: one owner. Bytes and time in, bytes out.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly Rotation _rotation;
    private SessionContext _context;
    private Epoch _current;
    private Epoch? _draining;
    private Moment? _usedUpSince;

    internal Session(SessionContext context, Epoch epoch, byte[] exchangeId)
    {
        _context = context;
        _current = epoch;
        ExchangeId = exchangeId;
        _rotation = new Rotation(exchangeId, smaller: context.Identity.PeerId < context.Peer);
    }

    public SessionState State { get; private set; } = SessionState.Open;

    /// <summary>16 bytes.</summary>
    public byte[] ExchangeId { get; }

    /// <summary>32 bytes; public. Of the epoch that new messages are sent in.</summary>
    public byte[] SessionId => Sending.SessionId;

    public byte SuiteNumber => Sending.Suite;

    /// <summary>Number of the epoch that new messages are sent in; the first is 0.</summary>
    public uint EpochNumber => Sending.Number;

    public PeerId Peer => _context.Peer;

    /// <summary>The peer's newest verified static record; whoever keeps it makes the next session's KK possible.</summary>
    public StaticRecord? PeerRecord => _context.PeerRecord;

    /// <summary>The first handshake is over: both sides have heard each other in the session.</summary>
    public bool IsConfirmed => State == SessionState.Open && (_current.Number > 0 || _current.State == EpochState.Active);

    /// <summary>A rotation is under way.</summary>
    public bool IsRotating => _rotation.IsUnderWay;

    /// <summary>Something is under way that <see cref="Tick"/> should look at within a second.</summary>
    public bool NeedsAttention => State == SessionState.Open
        && (!IsConfirmed || IsRotating || _draining is not null || Sending.Sent >= _context.Limits.PerDirection
            || _context.Limits.RotationIsDue(_context.Identity.PeerId < _context.Peer, _current.Sent, _current.Received, TimeSpan.Zero));

    /// <summary>Messages sent and received in the sending epoch, control messages included.</summary>
    public (uint Sent, uint Received) Counts => State == SessionState.Closed ? default : (Sending.Sent, Sending.Received);

    // While Ack is awaited, the initiator of a rotation sends in the new epoch only.
    private Epoch Sending => _rotation.Next ?? _current;

    /// <summary>Encrypts a document, a receipt or a chunk.</summary>
    /// <param name="hash">BLAKE3-256 of the payload, which travels in the clear, authenticated header.</param>
    /// <param name="frame">The DATA body, or null when refused.</param>
    /// <returns>Closed; NotConfirmed before Confirm; Limit when the epoch is used up: the message waits for the rotation.</returns>
    /// <exception cref="ArgumentException">The payload is larger than <see cref="DataHeader.MaxPayload"/>, or the kind is a control message.</exception>
    public Refusal Encrypt(DataKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash, Moment now, out byte[]? frame)
    {
        frame = null;
        if (kind is DataKind.Confirm or DataKind.Ack or DataKind.Close)
            throw new ArgumentException("Control messages are the session's own.", nameof(kind));
        if (payload.Length > DataHeader.MaxPayload) throw new ArgumentException("The payload is too large.", nameof(payload));
        return CloseWhenOld(now) ? Refusal.Closed : Sending.Encrypt(kind, payload, hash, out frame);
    }

    /// <summary>Writes Close and erases the keys.</summary>
    /// <returns>The frame, or null when the session can't send one.</returns>
    public byte[]? Close()
    {
        if (State == SessionState.Closed) return null;
        var frame = Sending.EncryptClose();
        Dispose();
        return frame;
    }

    /// <summary>True when a key of this session opens the header of a DATA body whose payload is still to be read.</summary>
    /// <param name="start">At least <see cref="DataHeader.Size"/> bytes.</param>
    public bool HeaderAuthenticates(ReadOnlySpan<byte> start) =>
        State != SessionState.Closed && start.Length >= DataHeader.Size && Find(DataHeader.SessionId(start)) is { } epoch && epoch.HeaderAuthenticates(start);

    /// <summary>Takes a frame of any type.</summary>
    public ReceivedMessage Receive(ReadOnlySpan<byte> body, Moment now)
    {
        if (CloseWhenOld(now)) return new ReceivedMessage(Refusal.Closed);
        var refusal = Frame.Inspect(body, body.Length, out var type);
        if (refusal != Refusal.None) return new ReceivedMessage(refusal);
        byte[]? reply = null;
        switch (type)
        {
            case FrameType.Data:
                return ReceiveData(body, now);
            case FrameType.HS1:
                refusal = _rotation.ReceiveHs1(_context, _current, body, now, out reply);
                if (refusal is not (Refusal.None or Refusal.Version) && Hs1Header.TryDecode(body, out var header) == Refusal.None)
                    reply = RefuseFrame.Handshake(refusal, header!.HandshakeId).Encode();
                break;
            case FrameType.HS2:
                refusal = _rotation.ReceiveHs2(_current, body, now, out reply, out var record);
                if (record is not null) _context = _context with { PeerRecord = record };
                break;
            case FrameType.Refuse:
                return new ReceivedMessage(_rotation.ReceiveRefuse(body, now));
            default:
                return new ReceivedMessage(Refusal.Malformed);
        }

        return new ReceivedMessage(refusal, Reply: reply);
    }

    /// <summary>Lets time pass: begins a rotation that is due, repeats what was not answered, erases what is over.</summary>
    /// <returns>Frames to send.</returns>
    public IReadOnlyList<byte[]> Tick(Moment now)
    {
        if (CloseWhenOld(now)) return [];
        if (_draining is { } old && (IsDrained(old) || now.Since(old.DrainingSince) >= SessionLimits.DrainTimeout || IsOld(old, now))) EndDraining();
        _usedUpSince = Sending.Sent < _context.Limits.PerDirection ? null : _usedUpSince ?? now;
        if (_usedUpSince is { } since && now.Since(since) >= SessionLimits.UsedUpTimeout)
        {
            Dispose();
            return [];
        }

        if (_current.State == EpochState.AwaitAck && _current.Number == 0)
        {
            if (now.Since(_current.ConfirmSent) < SessionLimits.ConfirmRetry) return [];
            _current.ConfirmSent = now;
            return [_current.Confirm];
        }

        return IsConfirmed ? _rotation.Tick(_context, _current, now) : [];
    }

    /// <summary>After a reconnect: what the peer may not have got, first of all.</summary>
    public IReadOnlyList<byte[]> Resend(Moment now)
    {
        if (CloseWhenOld(now)) return [];
        return _current.State == EpochState.AwaitAck ? [_current.Confirm] : _rotation.Resend();
    }

    /// <summary>Erases the keys.</summary>
    public void Dispose()
    {
        State = SessionState.Closed;
        _current.Dispose();
        _rotation.Dispose();
        EndDraining();
    }

    private ReceivedMessage ReceiveData(ReadOnlySpan<byte> body, Moment now)
    {
        var refusal = DataHeader.Inspect(body);
        if (refusal != Refusal.None) return new ReceivedMessage(refusal);
        if (Find(DataHeader.SessionId(body)) is not { } epoch) return new ReceivedMessage(Refusal.UnknownSession);

        var kind = DataHeader.Kind(body);
        if (kind == DataKind.Confirm && epoch.IsRepeatedConfirm(body, out var ack)) return new ReceivedMessage(Refusal.None, kind, Reply: ack);
        // Until Confirm has proved the initiator's identity key there is no skipping, storing or acting.
        if (epoch.State == EpochState.AwaitConfirm != (kind == DataKind.Confirm))
            return new ReceivedMessage(kind == DataKind.Confirm ? Refusal.Duplicate : Refusal.NotConfirmed, kind);

        epoch.RemoveOldSkipped(now.Utc);
        var length = body.Length - DataHeader.Overhead;
        var payload = new SecureData(Math.Max(1, length));
        var keep = false;
        try
        {
            var plaintext = payload.Span[..length];
            refusal = epoch.TryDecrypt(body, plaintext, now.Utc);
            if (refusal != Refusal.None) return new ReceivedMessage(refusal, kind);

            Span<byte> hash = stackalloc byte[Blake3.HashSize];
            Blake3.Hash(plaintext, hash);
            if (!CryptographicOperations.FixedTimeEquals(hash, DataHeader.Hash(body)))
                return new ReceivedMessage(Refusal.HashMismatch, kind, Hash: DataHeader.Hash(body).ToArray());

            var message = Accept(epoch, kind, body, payload, length, now);
            keep = message.Payload is not null;
            return message;
        }
        finally
        {
            if (!keep) payload.Dispose();
        }
    }

    private ReceivedMessage Accept(Epoch epoch, DataKind kind, ReadOnlySpan<byte> body, SecureData payload, int length, Moment now)
    {
        if (kind != DataKind.Confirm) Heard(epoch, now);
        if (kind is DataKind.Document or DataKind.Receipt or DataKind.AttachmentChunk)
        {
            if (length == 0) return new ReceivedMessage(Refusal.Malformed, kind);
            return new ReceivedMessage(Refusal.None, kind, payload, DataHeader.Hash(body).ToArray());
        }

        var encoded = payload.Span[..length].ToArray();
        switch (kind)
        {
            case DataKind.Confirm:
                return Confirmed(epoch, body, encoded, now);
            case DataKind.Ack:
                if (HandshakePayload.TryDecode(encoded, [9, 10]) is not { } ack) return new ReceivedMessage(Refusal.Malformed, kind);
                if (_draining is not null && epoch == _current) _draining.PeerSent = ack.PreviousSent;
                return new ReceivedMessage(Refusal.None, kind);
            default:
                if (HandshakePayload.TryDecode(encoded, [9]) is null) return new ReceivedMessage(Refusal.Malformed, kind);
                Dispose();
                return new ReceivedMessage(Refusal.None, kind);
        }
    }

    private ReceivedMessage Confirmed(Epoch epoch, ReadOnlySpan<byte> body, byte[] payload, Moment now)
    {
        var isFirst = epoch == _current;
        var refusal = epoch.TryConfirm(body, payload, isFirst ? 0 : _current.Sent, out var previousSent, out var ack);
        // Nothing precedes the first epoch.
        if (refusal == Refusal.None && isFirst && previousSent != 0) refusal = Refusal.Malformed;
        if (refusal != Refusal.None)
        {
            // The first message of this epoch is spent, and with it the only Confirm there can be.
            if (isFirst) Dispose();
            else _rotation.AbandonPending();
            return new ReceivedMessage(refusal, DataKind.Confirm);
        }

        if (!isFirst) Commit(_rotation.TakePending(), previousSent, now);
        return new ReceivedMessage(Refusal.None, DataKind.Confirm, Reply: ack);
    }

    // The peer has spoken in this epoch: as initiator we know now that it has our Confirm.
    private void Heard(Epoch epoch, Moment now)
    {
        epoch.Activate();
        if (epoch == _rotation.Next) Commit(_rotation.TakeNext(), null, now);
    }

    private void Commit(Epoch next, uint? peerSent, Moment now)
    {
        EndDraining();
        _draining = _current;
        _draining.Drain(now);
        _draining.PeerSent = peerSent;
        _current = next;
        _usedUpSince = null;
        _rotation.Succeeded();
        if (IsDrained(_draining)) EndDraining();
    }

    private static bool IsDrained(Epoch old) => old.PeerSent is { } sent && old.Received >= sent;

    private void EndDraining()
    {
        _draining?.Dispose();
        _draining = null;
    }

    private Epoch? Find(ReadOnlySpan<byte> sessionId)
    {
        if (sessionId.SequenceEqual(_current.SessionId)) return _current;
        if (_draining is { } old && sessionId.SequenceEqual(old.SessionId)) return old;
        return _rotation.Find(sessionId);
    }

    private bool IsOld(Epoch epoch, Moment now) => now.Since(epoch.Begun) >= _context.Limits.Age;

    private bool CloseWhenOld(Moment now)
    {
        if (State != SessionState.Closed && IsOld(_current, now)) Dispose();
        return State == SessionState.Closed;
    }
}
