using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions;

/// <summary>
/// A session of one exchange: Confirm and Ack, then documents and receipts, until it is used up (50 messages in a
/// direction), 24 hours old or closed. Not thread-safe: one owner. Bytes and time in, bytes out.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly SessionContext _context;
    private readonly RatchetContext _ratchetContext;
    private readonly Ratchet _ratchet;
    private readonly Moment _begun;
    private byte[]? _confirmReceived;
    private byte[]? _ack;

    private Session(SessionContext context, RatchetContext ratchetContext, Ratchet ratchet, byte[] exchangeId, Moment now, SessionState state)
    {
        _context = context;
        _ratchetContext = ratchetContext;
        _ratchet = ratchet;
        _begun = now;
        ExchangeId = exchangeId;
        State = state;
    }

    public SessionState State { get; private set; }

    /// <summary>16 bytes.</summary>
    public byte[] ExchangeId { get; }

    /// <summary>32 bytes; public.</summary>
    public byte[] SessionId => _ratchetContext.SessionId;

    public byte SuiteNumber => _ratchetContext.Suite;

    public PeerId Peer => _context.Peer;

    /// <summary>Messages sent and received in this epoch, control messages included.</summary>
    public (uint Sent, uint Received) Counts => State == SessionState.Closed ? default : (_ratchet.Sent, _ratchet.Received);

    internal static Session AsInitiator(SessionContext context, RatchetContext ratchetContext, Ratchet ratchet, byte[] exchangeId, Moment now, out byte[] confirm)
    {
        var session = new Session(context, ratchetContext, ratchet, exchangeId, now, SessionState.AwaitAck);
        confirm = session.EncryptControl(DataKind.Confirm) ?? throw new InvalidOperationException("A new session has no room for Confirm.");
        return session;
    }

    internal static Session AsResponder(SessionContext context, RatchetContext ratchetContext, Ratchet ratchet, byte[] exchangeId, Moment now) =>
        new(context, ratchetContext, ratchet, exchangeId, now, SessionState.AwaitConfirm);

    /// <summary>Encrypts a document, a receipt or a chunk.</summary>
    /// <param name="hash">BLAKE3-256 of the payload, which travels in the clear, authenticated header.</param>
    /// <param name="frame">The DATA body, or null when refused.</param>
    /// <returns>Closed after 24 hours or a Close; Limit when 50 messages were sent; NotConfirmed before Confirm.</returns>
    /// <exception cref="ArgumentException">The payload is larger than <see cref="DataHeader.MaxPayload"/>, or the kind is a control message.</exception>
    public Refusal Encrypt(DataKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash, Moment now, out byte[]? frame)
    {
        frame = null;
        if (kind is DataKind.Confirm or DataKind.Ack or DataKind.Close)
            throw new ArgumentException("Control messages are the session's own.", nameof(kind));
        if (payload.Length > DataHeader.MaxPayload) throw new ArgumentException("The payload is too large.", nameof(payload));
        if (CloseWhenOld(now)) return Refusal.Closed;
        if (State == SessionState.AwaitConfirm) return Refusal.NotConfirmed;
        var body = new byte[payload.Length + DataHeader.Overhead];
        var refusal = _ratchet.Encrypt(kind, payload, hash, body);
        if (refusal == Refusal.None) frame = body;
        return refusal;
    }

    /// <summary>Writes Close and erases the keys.</summary>
    /// <returns>The frame, or null when the session can't send one.</returns>
    public byte[]? Close()
    {
        if (State == SessionState.Closed) return null;
        var frame = State == SessionState.AwaitConfirm ? null : EncryptControl(DataKind.Close);
        Dispose();
        return frame;
    }

    /// <summary>True when a key of this session opens the header of a DATA body whose payload is still to be read.</summary>
    /// <param name="start">At least <see cref="DataHeader.Size"/> bytes.</param>
    public bool HeaderAuthenticates(ReadOnlySpan<byte> start) =>
        State != SessionState.Closed && start.Length >= DataHeader.Size
        && DataHeader.SessionId(start).SequenceEqual(SessionId) && _ratchet.HeaderAuthenticates(start);

    /// <summary>Takes a DATA body.</summary>
    public ReceivedMessage Receive(ReadOnlySpan<byte> body, Moment now)
    {
        var refusal = DataHeader.Inspect(body);
        if (refusal != Refusal.None) return new ReceivedMessage(refusal);
        if (CloseWhenOld(now)) return new ReceivedMessage(Refusal.Closed);
        if (!DataHeader.SessionId(body).SequenceEqual(SessionId)) return new ReceivedMessage(Refusal.UnknownSession);

        var kind = DataHeader.Kind(body);
        // The same Confirm again: our Ack was lost.
        if (kind == DataKind.Confirm && _confirmReceived is not null && body.SequenceEqual(_confirmReceived))
            return new ReceivedMessage(Refusal.None, kind, Reply: _ack);
        // Until Confirm has proved the initiator's identity key there is no skipping, storing or acting.
        if (State == SessionState.AwaitConfirm != (kind == DataKind.Confirm))
            return new ReceivedMessage(kind == DataKind.Confirm ? Refusal.Duplicate : Refusal.NotConfirmed, kind);

        _ratchet.RemoveOldSkipped(now.Utc);
        var payload = new SecureData(Math.Max(1, body.Length - DataHeader.Overhead));
        var keep = false;
        try
        {
            var plaintext = payload.Span[..(body.Length - DataHeader.Overhead)];
            refusal = _ratchet.TryDecrypt(body, plaintext, now.Utc, firstOnly: kind == DataKind.Confirm);
            if (refusal != Refusal.None) return new ReceivedMessage(refusal, kind);

            Span<byte> hash = stackalloc byte[Blake3.HashSize];
            Blake3.Hash(plaintext, hash);
            if (!CryptographicOperations.FixedTimeEquals(hash, DataHeader.Hash(body)))
                return new ReceivedMessage(Refusal.HashMismatch, kind, Hash: DataHeader.Hash(body).ToArray());

            var message = Accept(kind, body, payload, plaintext.Length);
            keep = message.Payload is not null;
            return message;
        }
        finally
        {
            if (!keep) payload.Dispose();
        }
    }

    /// <summary>Erases the keys.</summary>
    public void Dispose()
    {
        State = SessionState.Closed;
        _ratchet.Dispose();
    }

    private ReceivedMessage Accept(DataKind kind, ReadOnlySpan<byte> body, SecureData payload, int length)
    {
        if (kind is DataKind.Document or DataKind.Receipt or DataKind.AttachmentChunk)
        {
            if (length == 0) return new ReceivedMessage(Refusal.Malformed, kind);
            if (State == SessionState.AwaitAck) State = SessionState.Active;
            return new ReceivedMessage(Refusal.None, kind, payload, DataHeader.Hash(body).ToArray());
        }

        ReadOnlySpan<int> keys = kind == DataKind.Close ? [9] : [9, 10];
        var control = HandshakePayload.TryDecode(payload.Span[..length].ToArray(), keys);
        // Nothing precedes the first epoch.
        if (control is null || control.PreviousSent is > 0) return new ReceivedMessage(Refusal.Malformed, kind);
        switch (kind)
        {
            case DataKind.Confirm:
                State = SessionState.Active;
                _confirmReceived = body.ToArray();
                _ack = EncryptControl(DataKind.Ack);
                return new ReceivedMessage(Refusal.None, kind, Reply: _ack);
            case DataKind.Ack:
                if (State == SessionState.AwaitAck) State = SessionState.Active;
                return new ReceivedMessage(Refusal.None, kind);
            default:
                Dispose();
                return new ReceivedMessage(Refusal.None, kind);
        }
    }

    private byte[]? EncryptControl(DataKind kind)
    {
        var payload = new HandshakePayload
        {
            Blind = SecureRandom.Bytes(HandshakePayload.BlindSize),
            PreviousSent = kind == DataKind.Close ? null : 0,
        }.Encode();
        var body = new byte[payload.Length + DataHeader.Overhead];
        return _ratchet.Encrypt(kind, payload, Blake3.Hash(payload), body) == Refusal.None ? body : null;
    }

    private bool CloseWhenOld(Moment now)
    {
        if (State != SessionState.Closed && now.Since(_begun) >= _context.Limits.Age) Dispose();
        return State == SessionState.Closed;
    }
}
