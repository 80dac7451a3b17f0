using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>The initiator's side of XX until it holds a session (protocol.md §7, rows "I").</summary>
public sealed class InitiatorHandshake : IDisposable
{
    private const byte XX = 1;

    private readonly SessionContext _context;
    private readonly Hs1Header _header;
    private readonly HandshakeState _noise;

    private InitiatorHandshake(SessionContext context, ReadOnlySpan<byte> exchangeId, Moment now)
    {
        _context = context;
        Started = now;
        _header = new Hs1Header
        {
            Pattern = XX,
            HandshakeId = SecureRandom.Bytes(Frame.HandshakeIdSize),
            ExchangeId = exchangeId.ToArray(),
            Suites = Suite.Supported.ToArray(),
        };
        var header = _header.Encode();
        _noise = new HandshakeState(NoisePattern.XX, Blake2bHash.Instance, initiator: true,
            context.Prologue(header, initiator: true), context.Static);

        Span<byte> message = stackalloc byte[64];
        var length = _noise.TryWriteTokens(message);
        length += _noise.WritePayload([], message[length..]);
        Hs1 = [.. header, .. message[..length]];
    }

    /// <summary>The HS1 body, to be sent and, after a reconnect, sent again as it is.</summary>
    public byte[] Hs1 { get; }

    public ReadOnlyMemory<byte> HandshakeId => _header.HandshakeId;

    public Moment Started { get; }

    /// <param name="exchangeId">16 bytes, fresh for each exchange.</param>
    /// <exception cref="InvalidOperationException">The peer is this node itself.</exception>
    public static InitiatorHandshake Start(SessionContext context, ReadOnlySpan<byte> exchangeId, Moment now)
    {
        if (context.Peer == context.Identity.PeerId) throw new InvalidOperationException("A peer never talks to itself.");
        return new InitiatorHandshake(context, exchangeId, now);
    }

    /// <summary>AwaitHS2 → AwaitAck.</summary>
    /// <param name="frames">HS3 and Confirm, to be sent in this order.</param>
    /// <param name="session">The session; the caller owns it. This handshake is over either way.</param>
    public Refusal TryReceiveHs2(ReadOnlySpan<byte> body, Moment now, out byte[][] frames, out Session? session)
    {
        frames = [];
        session = null;
        try
        {
            var refusal = HandshakeMessages.TryOpen(body, FrameType.HS2, _header.HandshakeId, out var message);
            if (refusal != Refusal.None) return refusal;
            refusal = HandshakeMessages.TryRead(_noise, _context, peerIsInitiator: false, suite: null, message, now,
                [2, 3, 4, 6, 8], out var payload, out var record);
            if (refusal != Refusal.None) return refusal;

            var suite = payload!.ChosenSuite!.Value;
            // Both lists of the peer are signed; a choice below the best of either and our offer is a downgrade.
            var best = Math.Max(Suite.BestCommon(_header.Suites, payload.Suites), Suite.BestCommon(_header.Suites, record!.Suites));
            if (suite < best || !_header.Suites.Contains(suite)) return Refusal.Downgrade;
            if (!X25519.IsCanonical(payload.B0)) return Refusal.Malformed;

            var hs3 = HandshakeMessages.TryWrite(_noise, _context, initiator: true, suite,
                HandshakeMessages.Header(FrameType.HS3, _header.HandshakeId),
                new HandshakePayload { Suites = Suite.Supported.ToArray(), StaticRecord = _context.StaticRecord });
            if (hs3 is null) return Refusal.HandshakeFailed;

            using var seeds = SessionSeeds.Derive(_noise);
            var ratchetContext = new RatchetContext(suite, seeds.SessionId, _header.Epoch, _context.Identity.PeerId, _context.Peer);
            var ratchet = Ratchet.Initiator(ratchetContext, seeds, payload.B0, _context.Limits.PerDirection);
            if (ratchet is null) return Refusal.HandshakeFailed;
            session = Session.AsInitiator(_context, ratchetContext, ratchet, _header.ExchangeId, now, out var confirm);
            frames = [hs3, confirm];
            return Refusal.None;
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => _noise.Dispose();
}
