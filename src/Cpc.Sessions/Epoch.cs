using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions;

/// <summary>
/// One epoch of a session: the ratchet that one handshake has seeded, its Confirm and Ack, and the psk of the rotation
/// that may follow. Not thread-safe.
/// </summary>
internal sealed class Epoch : IDisposable
{
    private readonly SessionContext _context;
    private readonly RatchetContext _ratchetContext;
    private readonly Ratchet _ratchet;
    private readonly byte[]? _confirmHash;
    private readonly byte[]? _confirmStatic;
    private byte[]? _confirm;
    private byte[]? _ack;

    private Epoch(SessionContext context, RatchetContext ratchetContext, Ratchet ratchet, EpochState state, Moment now, byte[]? confirmHash, byte[]? confirmStatic)
    {
        _context = context;
        _ratchetContext = ratchetContext;
        _ratchet = ratchet;
        _confirmHash = confirmHash;
        _confirmStatic = confirmStatic;
        State = state;
        Begun = now;
    }

    public EpochState State { get; private set; }

    public Moment Begun { get; }

    public byte[] SessionId => _ratchetContext.SessionId;

    public byte Suite => _ratchetContext.Suite;

    public uint Number => _ratchetContext.Epoch;

    public uint Sent => _ratchet.Sent;

    public uint Received => _ratchet.Received;

    /// <summary>A copy, which the caller disposes.</summary>
    public SecureData CopyRekeyPsk() => _ratchet.CopyRekeyPsk();

    /// <summary>When Confirm or its last repetition was sent.</summary>
    public Moment ConfirmSent { get; set; }

    /// <summary>Draining: since when.</summary>
    public Moment DrainingSince { get; private set; }

    /// <summary>Draining: how many messages the peer has sent in this epoch; null until it has said so.</summary>
    public uint? PeerSent { get; set; }

    /// <summary>The initiator's epoch; its Confirm is written at once.</summary>
    /// <param name="signature">In KK: signs the final h with this static; null in XX, where HS3 is signed.</param>
    /// <param name="previousSent">Own message count in the epoch before.</param>
    /// <param name="epoch">Null when refused.</param>
    public static Refusal TryInitiate(SessionContext context, RatchetContext ratchetContext, SessionSeeds seeds, ReadOnlySpan<byte> b0,
        (byte[] H, byte[] Static)? signature, uint previousSent, Moment now, out Epoch? epoch)
    {
        epoch = null;
        var refusal = Ratchet.TryInitiate(ratchetContext, context.Storage, seeds, b0, context.Limits.PerDirection, out var ratchet);
        if (refusal != Refusal.None) return refusal;
        epoch = new Epoch(context, ratchetContext, ratchet!, EpochState.AwaitAck, now, null, null) { ConfirmSent = now };
        var payload = Control(previousSent);
        if (signature is var (h, s)) payload = payload with { Signature = HandshakeSignature.Sign(context, initiator: true, ratchetContext.Suite, h, s, payload) };
        epoch._confirm = epoch.EncryptControl(DataKind.Confirm, payload) ?? throw new InvalidOperationException("A new epoch has no room for Confirm.");
        return Refusal.None;
    }

    /// <summary>The responder's epoch.</summary>
    /// <param name="confirm">In KK: Confirm has to be signed over this h by the owner of this static.</param>
    /// <param name="epoch">Null when refused.</param>
    public static Refusal TryRespond(SessionContext context, RatchetContext ratchetContext, SessionSeeds seeds, ReadOnlySpan<byte> b0Private,
        ReadOnlySpan<byte> b0Public, (byte[] H, byte[] Static)? confirm, Moment now, out Epoch? epoch)
    {
        epoch = null;
        var refusal = Ratchet.TryRespond(ratchetContext, context.Storage, seeds, b0Private, b0Public, context.Limits.PerDirection, out var ratchet);
        if (refusal == Refusal.None) epoch = new Epoch(context, ratchetContext, ratchet!, EpochState.AwaitConfirm, now, confirm?.H, confirm?.Static);
        return refusal;
    }

    /// <summary>The initiator's Confirm, the same bytes each time.</summary>
    public byte[] Confirm => _confirm ?? throw new InvalidOperationException("Only an initiator's epoch has a Confirm to send.");

    public Refusal Encrypt(DataKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash, out byte[]? frame)
    {
        frame = null;
        if (State is EpochState.AwaitConfirm or EpochState.Draining) return Refusal.NotConfirmed;
        var body = new byte[payload.Length + DataHeader.Overhead];
        var refusal = _ratchet.Encrypt(kind, payload, hash, body);
        if (refusal == Refusal.None) frame = body;
        return refusal;
    }

    public bool HeaderAuthenticates(ReadOnlySpan<byte> start) => _ratchet.HeaderAuthenticates(start);

    /// <summary>True when this is the Confirm that was accepted: its Ack was lost.</summary>
    public bool IsRepeatedConfirm(ReadOnlySpan<byte> body, out byte[]? ack)
    {
        ack = _ack;
        return _ack is not null && _confirm is not null && body.SequenceEqual(_confirm);
    }

    public Refusal TryDecrypt(ReadOnlySpan<byte> body, Span<byte> payload, DateTimeOffset now) =>
        _ratchet.TryDecrypt(body, payload, now, firstOnly: DataHeader.Kind(body) == DataKind.Confirm);

    /// <summary>Judges a decrypted Confirm and, when it is in order, activates the epoch and writes Ack.</summary>
    /// <param name="previousSent">The initiator's message count in the epoch before.</param>
    public Refusal TryConfirm(ReadOnlySpan<byte> body, ReadOnlyMemory<byte> payload, uint ownPreviousSent, out uint previousSent, out byte[] ack)
    {
        previousSent = 0;
        ack = [];
        ReadOnlySpan<int> keys = _confirmHash is null ? [9, 10] : [8, 9, 10];
        if (HandshakePayload.TryDecode(payload, keys) is not { } confirm) return Refusal.Malformed;
        if (_confirmHash is not null && !HandshakeSignature.Verify(_context, initiator: true, Suite, _confirmHash, _confirmStatic, confirm)) return Refusal.Identity;
        previousSent = confirm.PreviousSent!.Value;
        _confirm = body.ToArray();
        State = EpochState.Active;
        ack = _ack = EncryptControl(DataKind.Ack, Control(ownPreviousSent)) ?? throw new InvalidOperationException("A new epoch has no room for Ack.");
        return Refusal.None;
    }

    /// <summary>The peer has answered in this epoch.</summary>
    public void Activate()
    {
        if (State == EpochState.AwaitAck) State = EpochState.Active;
    }

    /// <summary>From now on receive only.</summary>
    public void Drain(Moment now)
    {
        State = EpochState.Draining;
        DrainingSince = now;
    }

    public byte[]? EncryptClose() => State is EpochState.AwaitConfirm or EpochState.Draining
        ? null
        : EncryptControl(DataKind.Close, new HandshakePayload { Blind = SecureRandom.Bytes(HandshakePayload.BlindSize) });

    public void RemoveOldSkipped(DateTimeOffset now) => _ratchet.RemoveOldSkipped(now);

    public void Dispose() => _ratchet.Dispose();

    private static HandshakePayload Control(uint previousSent) =>
        new() { Blind = SecureRandom.Bytes(HandshakePayload.BlindSize), PreviousSent = previousSent };

    private byte[]? EncryptControl(DataKind kind, HandshakePayload payload)
    {
        var encoded = payload.Encode();
        var body = new byte[encoded.Length + DataHeader.Overhead];
        return _ratchet.Encrypt(kind, encoded, Blake3.Hash(encoded), body) == Refusal.None ? body : null;
    }
}
