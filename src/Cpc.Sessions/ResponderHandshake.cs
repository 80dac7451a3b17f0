using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>The responder's side of XX until it holds a session (protocol.md §7, rows "R").</summary>
public sealed class ResponderHandshake : IDisposable
{
    private const byte XX = 1;

    private readonly SessionContext _context;
    private readonly Hs1Header _header;
    private readonly byte _suite;
    private readonly HandshakeState _noise;
    private readonly SecureData _b0Private = new(X25519.KeySize);
    private readonly byte[] _b0Public = new byte[X25519.KeySize];

    private ResponderHandshake(SessionContext context, Hs1Header header, byte suite, HandshakeState noise, Moment now)
    {
        _context = context;
        _header = header;
        _suite = suite;
        _noise = noise;
        Started = now;
        X25519.GenerateKeyPair(_b0Public, _b0Private.Span);
    }

    /// <summary>The HS2 body; the same HS1 bytes again get the same HS2 again.</summary>
    public byte[] Hs2 { get; private set; } = [];

    public ReadOnlyMemory<byte> ExchangeId => _header.ExchangeId;

    public ReadOnlyMemory<byte> HandshakeId => _header.HandshakeId;

    public Moment Started { get; }

    /// <summary>Idle → AwaitHS3.</summary>
    /// <param name="hs1">The whole HS1 body.</param>
    public static Refusal TryAccept(SessionContext context, ReadOnlySpan<byte> hs1, Moment now, out ResponderHandshake? handshake)
    {
        handshake = null;
        if (context.Peer == context.Identity.PeerId) return Refusal.Identity;
        if (hs1.Length > Frame.MaxHandshakeBody) return Refusal.TooLarge;
        var refusal = Hs1Header.TryDecode(hs1, out var header);
        if (refusal != Refusal.None) return refusal;
        // Only first handshakes: epoch 0, no old session, no known statics.
        if (header!.Pattern != XX) return Refusal.StaticUnknown;
        if (header.Epoch != 0 || header.StaticSequenceInitiator != 0 || header.StaticSequenceResponder != 0
            || header.OldSessionId.AsSpan().ContainsAnyExcept((byte)0)) return Refusal.Malformed;
        var suite = Suite.BestCommon(Suite.Supported, header.Suites);
        if (suite == 0) return Refusal.NoCommonSuite;

        var noise = new HandshakeState(NoisePattern.XX, Blake2bHash.Instance, initiator: false,
            context.Prologue(hs1[..header.Size], initiator: false), context.Static);
        var message = hs1[header.Size..];
        var read = noise.TryReadTokens(message);
        // XX's first message carries no payload.
        if (read < 0 || read != message.Length || noise.TryReadPayload([], []) != 0)
        {
            noise.Dispose();
            return Refusal.Malformed;
        }

        var responder = new ResponderHandshake(context, header, suite, noise, now);
        if (!responder.TryAnswer())
        {
            responder.Dispose();
            return Refusal.HandshakeFailed;
        }

        handshake = responder;
        return Refusal.None;
    }

    /// <summary>AwaitHS3 → AwaitConfirm.</summary>
    /// <param name="session">The session; the caller owns it. This handshake is over either way.</param>
    public Refusal TryReceiveHs3(ReadOnlySpan<byte> body, Moment now, out Session? session)
    {
        session = null;
        try
        {
            var refusal = HandshakeMessages.TryOpen(body, FrameType.HS3, _header.HandshakeId, out var message);
            if (refusal != Refusal.None) return refusal;
            refusal = HandshakeMessages.TryRead(_noise, _context, peerIsInitiator: true, _suite, message, now,
                [3, 6, 8], out var payload, out var record);
            if (refusal != Refusal.None) return refusal;
            // What the initiator signed it can do must not exceed what reached us as its offer.
            if (Suite.BestCommon(Suite.Supported, payload!.Suites) > _suite || Suite.BestCommon(Suite.Supported, record!.Suites) > _suite)
                return Refusal.Downgrade;

            using var seeds = SessionSeeds.Derive(_noise);
            var ratchetContext = new RatchetContext(_suite, seeds.SessionId, _header.Epoch, _context.Identity.PeerId, _context.Peer);
            var ratchet = Ratchet.Responder(ratchetContext, seeds, _b0Private.Span, _b0Public, _context.Limits.PerDirection);
            session = Session.AsResponder(_context, ratchetContext, ratchet, _header.ExchangeId, now);
            return Refusal.None;
        }
        finally
        {
            Dispose();
        }
    }

    private bool TryAnswer()
    {
        var payload = new HandshakePayload
        {
            ChosenSuite = _suite,
            Suites = Suite.Supported.ToArray(),
            B0 = _b0Public,
            StaticRecord = _context.StaticRecord,
        };
        var hs2 = HandshakeMessages.TryWrite(_noise, _context, initiator: false, _suite,
            HandshakeMessages.Header(FrameType.HS2, _header.HandshakeId), payload);
        Hs2 = hs2 ?? [];
        return hs2 is not null;
    }

    public void Dispose()
    {
        _noise.Dispose();
        _b0Private.Dispose();
    }
}
