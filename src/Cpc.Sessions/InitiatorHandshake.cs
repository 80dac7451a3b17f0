using System.Security.Cryptography;
using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>The initiator's side of a handshake until it holds an epoch (protocol.md §7 and §8, rows AwaitHS2).</summary>
public sealed class InitiatorHandshake : IDisposable
{
    private readonly SessionContext _context;
    private readonly Hs1Header _header;
    private readonly OwnStatic _static;
    private readonly HandshakeState _noise;
    private readonly MLKemKey? _mlkem;
    private readonly byte _suiteFloor;

    private InitiatorHandshake(SessionContext context, Hs1Header header, OwnStatic own, HandshakeState noise, MLKemKey? mlkem, byte suiteFloor, byte[] hs1, Moment now)
    {
        _context = context;
        _header = header;
        _static = own;
        _noise = noise;
        _mlkem = mlkem;
        _suiteFloor = suiteFloor;
        Hs1 = hs1;
        Started = now;
    }

    /// <summary>The HS1 body, to be sent and, after a reconnect, sent again as it is.</summary>
    public byte[] Hs1 { get; }

    public ReadOnlyMemory<byte> HandshakeId => _header.HandshakeId;

    public Moment Started { get; }

    /// <summary>XX, or KK.</summary>
    public bool IsKK => _header.Pattern != Pattern.XX;

    /// <summary>Begins a session: KK when we hold a valid record of the peer, else XX.</summary>
    /// <param name="exchangeId">16 bytes, fresh for each exchange.</param>
    /// <param name="forceXX">After REFUSE 4 or 5: XX, once.</param>
    /// <exception cref="InvalidOperationException">The peer is this node itself.</exception>
    public static InitiatorHandshake Start(SessionContext context, ReadOnlySpan<byte> exchangeId, Moment now, bool forceXX = false)
    {
        if (context.Peer == context.Identity.PeerId) throw new InvalidOperationException("A peer never talks to itself.");
        var pattern = context.KnowsPeer(now.Utc) && !forceXX ? Pattern.KK : Pattern.XX;
        return Start(context, pattern, exchangeId, 0, new byte[Frame.SessionIdSize], [], context.HighestSuite, now);
    }

    /// <summary>Begins a rotation, keyed by the epoch's psk; it never lowers the suite.</summary>
    internal static InitiatorHandshake Rotate(SessionContext context, ReadOnlySpan<byte> exchangeId, Epoch old, Moment now)
    {
        using var psk = old.CopyRekeyPsk();
        return Start(context, Pattern.KKpsk0, exchangeId, old.Number + 1, old.SessionId, psk.Span, old.Suite, now);
    }

    /// <summary>AwaitHS2 → AwaitAck.</summary>
    /// <param name="frames">[HS3 and] Confirm, to be sent in this order.</param>
    /// <param name="session">The session; the caller owns it. This handshake is over either way.</param>
    public Refusal TryReceiveHs2(ReadOnlySpan<byte> body, Moment now, out byte[][] frames, out Session? session)
    {
        var refusal = TryReceiveHs2(body, 0, now, out frames, out var epoch, out var record);
        session = epoch is null ? null : new Session(_context with { PeerRecord = record }, epoch, _header.ExchangeId);
        return refusal;
    }

    /// <param name="previousSent">Own message count in the epoch before.</param>
    internal Refusal TryReceiveHs2(ReadOnlySpan<byte> body, uint previousSent, Moment now, out byte[][] frames, out Epoch? epoch, out StaticRecord? record)
    {
        frames = [];
        epoch = null;
        record = null;
        Span<byte> mlkem = stackalloc byte[MLKem768.SharedSecretSize];
        try
        {
            var refusal = HandshakeMessages.TryOpen(body, FrameType.HS2, _header.HandshakeId, out var message);
            if (refusal != Refusal.None) return refusal;
            refusal = HandshakeMessages.TryRead(_noise, message, out var encoded, out var h);
            if (refusal != Refusal.None) return refusal;
            var payload = HandshakePayload.TryDecode(encoded, [2, 3, 4, 5, 6, 8]) ?? HandshakePayload.TryDecode(encoded, [2, 3, 4, 6, 8]);
            if (payload is null) return Refusal.Malformed;
            var suite = payload.ChosenSuite!.Value;
            refusal = HandshakeMessages.TryVerify(_context, !IsKK, peerIsInitiator: false, suite, h, _noise.RemoteStatic, payload, now.Utc, out record);
            if (refusal != Refusal.None) return refusal;

            // All lists of the peer are signed: a choice below the best of any of them and our offer is a downgrade.
            if (suite < Math.Max(_suiteFloor, _context.Floor(payload.Suites, record!.Suites, _context.PeerRecord?.Suites)) || !_header.Suites.Contains(suite))
                return Refusal.Downgrade;
            if (suite == Suite.PostQuantum != payload.Ct is not null || !X25519.IsCanonical(payload.B0)) return Refusal.Malformed;
            var secret = mlkem[..(payload.Ct is null ? 0 : mlkem.Length)];
            if (payload.Ct is not null && (_mlkem is null || !_mlkem.TryDecapsulate(payload.Ct, secret))) return Refusal.HandshakeFailed;

            byte[]? hs3 = null;
            if (_header.Pattern == Pattern.XX)
            {
                hs3 = HandshakeMessages.TryWriteSigned(_noise, _context, initiator: true, suite, _static.Pair.PublicKey,
                    HandshakeMessages.Header(FrameType.HS3, _header.HandshakeId),
                    new HandshakePayload { Suites = _context.Suites, StaticRecord = _static.Record });
                if (hs3 is null) return Refusal.HandshakeFailed;
            }

            using var seeds = SessionSeeds.Derive(_noise, secret);
            var ratchetContext = new RatchetContext(suite, seeds.SessionId, _header.Epoch, _context.Identity.PeerId, _context.Peer);
            refusal = Epoch.TryInitiate(_context, ratchetContext, seeds, payload.B0,
                hs3 is null ? (_noise.HandshakeHash.ToArray(), _static.Pair.PublicKey) : null, previousSent, now, out epoch);
            if (epoch is not null) frames = hs3 is null ? [epoch.Confirm] : [hs3, epoch.Confirm];
            return refusal;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mlkem);
            Dispose();
            DeadFrames.Erase(DeadFrames.Deep);
        }
    }

    public void Dispose()
    {
        _noise.Dispose();
        _mlkem?.Dispose();
    }

    private static InitiatorHandshake Start(SessionContext context, byte pattern, ReadOnlySpan<byte> exchangeId, uint epoch, byte[] oldSessionId,
        ReadOnlySpan<byte> psk, byte suiteFloor, Moment now)
    {
        var own = context.Static;
        var peer = pattern == Pattern.XX ? null : context.PeerRecord ?? throw new InvalidOperationException("KK needs the peer's record.");
        var header = new Hs1Header
        {
            Pattern = pattern,
            HandshakeId = SecureRandom.Bytes(Frame.HandshakeIdSize),
            ExchangeId = exchangeId.ToArray(),
            Epoch = epoch,
            OldSessionId = oldSessionId,
            StaticSequenceInitiator = peer is null ? 0 : own.Sequence,
            StaticSequenceResponder = peer?.Sequence ?? 0,
            Suites = context.Suites,
        };
        var bytes = header.Encode();
        var noise = new HandshakeState(Pattern.Of(pattern)!, Blake2bHash.Instance, initiator: true,
            context.Prologue(bytes, initiator: true), own.Pair, peer?.X25519, psk);
        var mlkem = context.Suites.Contains(Suite.PostQuantum) ? new MLKemKey() : null;
        var hs1 = HandshakeMessages.TryWrite(noise, bytes, mlkem is null ? [] : new HandshakePayload { Ek = mlkem.Ek }.Encode())
            ?? throw new InvalidOperationException("The peer's recorded static gave a zero secret.");
        DeadFrames.Erase(DeadFrames.Deep);
        return new InitiatorHandshake(context, header, own, noise, mlkem, suiteFloor, hs1, now);
    }
}
