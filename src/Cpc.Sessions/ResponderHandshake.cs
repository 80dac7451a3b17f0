using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>The responder's side of a handshake until it holds an epoch (protocol.md §7 and §8, rows R and Pending).</summary>
public sealed class ResponderHandshake : IDisposable
{
    private readonly SessionContext _context;
    private readonly Hs1Header _header;
    private readonly byte _suite;
    private readonly OwnStatic _static;
    private readonly HandshakeState _noise;
    private readonly SecureData _b0Private = new(X25519.KeySize);
    private readonly SecureData _mlkem = new(MLKem768.SharedSecretSize);
    private readonly byte[] _b0Public = new byte[X25519.KeySize];
    private Epoch? _epoch;

    private ResponderHandshake(SessionContext context, Hs1Header header, byte suite, OwnStatic own, HandshakeState noise, Moment now)
    {
        _context = context;
        _header = header;
        _suite = suite;
        _static = own;
        _noise = noise;
        Started = now;
        X25519.GenerateKeyPair(_b0Public, _b0Private.Span);
    }

    /// <summary>The HS2 body; the same HS1 bytes again get the same HS2 again.</summary>
    public byte[] Hs2 { get; private set; } = [];

    public ReadOnlyMemory<byte> ExchangeId => _header.ExchangeId;

    public ReadOnlyMemory<byte> HandshakeId => _header.HandshakeId;

    public Moment Started { get; }

    /// <summary>XX still awaits HS3; KK has its session already, which awaits Confirm.</summary>
    public bool AwaitsHs3 => _header.Pattern == Pattern.XX;

    /// <summary>Idle → AwaitHS3 (XX) or AwaitConfirm (KK).</summary>
    /// <param name="hs1">The whole HS1 body.</param>
    public static Refusal TryAccept(SessionContext context, ReadOnlySpan<byte> hs1, Moment now, out ResponderHandshake? handshake)
    {
        handshake = null;
        var refusal = Inspect(context, hs1, out var header);
        if (refusal != Refusal.None) return refusal;
        if (header!.Pattern == Pattern.KKpsk0) return Refusal.UnknownSession;
        // First handshakes: epoch 0, no old session; XX has no known statics.
        if (header.Epoch != 0 || header.OldSessionId.AsSpan().ContainsAnyExcept((byte)0)) return Refusal.Malformed;
        if (header.Pattern == Pattern.XX && (header.StaticSequenceInitiator != 0 || header.StaticSequenceResponder != 0)) return Refusal.Malformed;
        return TryAccept(context, header, hs1, [], context.HighestSuite, now, out handshake);
    }

    /// <summary>A rotation of this epoch; the caller has compared ids and numbers.</summary>
    internal static Refusal TryRotate(SessionContext context, Hs1Header header, ReadOnlySpan<byte> hs1, Epoch old, Moment now, out ResponderHandshake? handshake)
    {
        using var psk = old.CopyRekeyPsk();
        return TryAccept(context, header, hs1, psk.Span, old.Suite, now, out handshake);
    }

    /// <summary>Checks what can be checked of an HS1 without a key.</summary>
    internal static Refusal Inspect(SessionContext context, ReadOnlySpan<byte> hs1, out Hs1Header? header)
    {
        header = null;
        if (context.Peer == context.Identity.PeerId) return Refusal.Identity;
        if (hs1.Length > Frame.MaxHandshakeBody) return Refusal.TooLarge;
        var refusal = Hs1Header.TryDecode(hs1, out header);
        if (refusal != Refusal.None) return refusal;
        return Pattern.Of(header!.Pattern) is null ? Refusal.Malformed : Refusal.None;
    }

    /// <summary>XX: AwaitHS3 → AwaitConfirm.</summary>
    /// <param name="session">The session; the caller owns it. This handshake is over either way.</param>
    public Refusal TryReceiveHs3(ReadOnlySpan<byte> body, Moment now, out Session? session)
    {
        session = null;
        try
        {
            if (!AwaitsHs3) return Refusal.Malformed;
            var refusal = HandshakeMessages.TryOpen(body, FrameType.HS3, _header.HandshakeId, out var message);
            if (refusal != Refusal.None) return refusal;
            refusal = HandshakeMessages.TryRead(_noise, message, out var encoded, out var h);
            if (refusal != Refusal.None) return refusal;
            if (HandshakePayload.TryDecode(encoded, [3, 6, 8]) is not { } payload) return Refusal.Malformed;
            refusal = HandshakeMessages.TryVerify(_context, isXX: true, peerIsInitiator: true, _suite, h, _noise.RemoteStatic, payload, now.Utc, out var record);
            if (refusal != Refusal.None) return refusal;
            // What the initiator signed it can do must not exceed what reached us as its offer.
            if (_suite < _context.Floor(payload.Suites, record!.Suites)) return Refusal.Downgrade;
            refusal = TryDeriveEpoch(null, now, out var epoch);
            if (epoch is not null) session = new Session(_context with { PeerRecord = record }, epoch, _header.ExchangeId);
            return refusal;
        }
        finally
        {
            Dispose();
            DeadFrames.Erase(DeadFrames.Deep);
        }
    }

    /// <summary>KK: hands over the session, which awaits Confirm.</summary>
    public Session TakeSession() => new(_context, TakeEpoch(), _header.ExchangeId);

    internal Epoch TakeEpoch()
    {
        var epoch = _epoch ?? throw new InvalidOperationException("This handshake has no epoch yet.");
        _epoch = null;
        return epoch;
    }

    public void Dispose()
    {
        _noise.Dispose();
        _b0Private.Dispose();
        _mlkem.Dispose();
        _epoch?.Dispose();
    }

    private static Refusal TryAccept(SessionContext context, Hs1Header header, ReadOnlySpan<byte> hs1, ReadOnlySpan<byte> psk,
        byte suiteFloor, Moment now, out ResponderHandshake? handshake)
    {
        handshake = null;
        var suite = Suite.BestCommon(context.Suites, header.Suites);
        if (suite == 0) return Refusal.NoCommonSuite;
        if (suite < suiteFloor) return Refusal.Downgrade;

        var own = context.Static;
        byte[]? rs = null;
        if (header.Pattern != Pattern.XX)
        {
            var refusal = FindStatics(context, header, now.Utc, out var found, out rs);
            if (refusal != Refusal.None) return refusal;
            own = found!;
            if (suite < context.Floor(context.PeerRecord!.Suites)) return Refusal.Downgrade;
        }

        var noise = new HandshakeState(Pattern.Of(header.Pattern)!, Blake2bHash.Instance, initiator: false,
            context.Prologue(hs1[..header.Size], initiator: false), own.Pair, rs, psk);
        var responder = new ResponderHandshake(context, header, suite, own, noise, now);
        var result = responder.TryAnswer(hs1[header.Size..], now);
        DeadFrames.Erase(DeadFrames.Deep);
        if (result == Refusal.None) handshake = responder;
        else responder.Dispose();
        return result;
    }

    // Which statics HS1 means (refusal 4 or 5: the initiator falls back to XX).
    private static Refusal FindStatics(SessionContext context, Hs1Header header, DateTimeOffset now, out OwnStatic? own, out byte[]? rs)
    {
        rs = null;
        own = context.Statics.FirstOrDefault(s => s.Sequence == header.StaticSequenceResponder);
        if (own is null || context.PeerRecord is not { } record || record.Sequence != header.StaticSequenceInitiator) return Refusal.StaticUnknown;
        if (now - StaticRecord.ClockSkew > own.NotAfter || now - StaticRecord.ClockSkew > record.NotAfter) return Refusal.StaticExpired;
        rs = record.X25519;
        return Refusal.None;
    }

    private Refusal TryAnswer(ReadOnlySpan<byte> message, Moment now)
    {
        var refusal = HandshakeMessages.TryRead(_noise, message, out var encoded, out _);
        if (refusal != Refusal.None) return refusal;
        var offersMlkem = _header.Suites.Contains(Suite.PostQuantum);
        HandshakePayload? offer = null;
        if (offersMlkem ? (offer = HandshakePayload.TryDecode(encoded, [1])) is null : encoded.Length != 0) return Refusal.Malformed;
        byte[]? ct = null;
        if (_suite == Suite.PostQuantum && (ct = MLKemKey.TryEncapsulate(offer!.Ek, _mlkem.Span)) is null) return Refusal.HandshakeFailed;

        var payload = new HandshakePayload { ChosenSuite = _suite, Suites = _context.Suites, B0 = _b0Public, Ct = ct, StaticRecord = _context.Static.Record };
        var hs2 = HandshakeMessages.TryWriteSigned(_noise, _context, initiator: false, _suite, _static.Pair.PublicKey,
            HandshakeMessages.Header(FrameType.HS2, _header.HandshakeId), payload);
        if (hs2 is null) return Refusal.HandshakeFailed;
        Hs2 = hs2;
        return AwaitsHs3 ? Refusal.None : TryDeriveEpoch((_noise.HandshakeHash.ToArray(), _noise.RemoteStatic.ToArray()), now, out _epoch);
    }

    private Refusal TryDeriveEpoch((byte[] H, byte[] Static)? confirm, Moment now, out Epoch? epoch)
    {
        using var seeds = SessionSeeds.Derive(_noise, _suite == Suite.PostQuantum ? _mlkem.Span : []);
        var ratchetContext = new RatchetContext(_suite, seeds.SessionId, _header.Epoch, _context.Identity.PeerId, _context.Peer);
        return Epoch.TryRespond(_context, ratchetContext, seeds, _b0Private.Span, _b0Public, confirm, now, out epoch);
    }
}
