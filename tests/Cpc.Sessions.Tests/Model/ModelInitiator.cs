namespace Cpc.Sessions.Tests.Model;

/// <summary>The initiator of XX, KK and KKpsk0, message by message.</summary>
internal sealed class ModelInitiator
{
    private readonly ModelContext _context;
    private readonly ModelHs1 _header;
    private readonly byte[] _e;
    private readonly byte[]? _kemSeed;
    private readonly byte[]? _peerStatic;
    private readonly byte _floor;

    /// <param name="old">The epoch that this rotates; null for a first handshake.</param>
    public ModelInitiator(ModelContext context, byte pattern, byte[] exchange, ModelEpoch? old = null)
    {
        _context = context;
        _floor = old?.Suite ?? context.HighestSuite;
        _peerStatic = pattern == ModelHandshake.XX ? null : context.PeerRecord!.X25519;
        _header = new ModelHs1(pattern, context.Random.Bytes(16), exchange, old is null ? 0 : old.Number + 1, old?.SessionId ?? new byte[32],
            pattern == ModelHandshake.XX ? 0 : context.Self.Record.Seq, pattern == ModelHandshake.XX ? 0 : context.PeerRecord!.Seq, context.Suites);
        var header = _header.Encode();
        Noise = ModelHandshake.Begin(context, pattern, header, true, _peerStatic);
        _e = context.Random.Bytes(32);
        var e = ModelCrypto.X25519Public(_e);
        if (pattern == ModelHandshake.KKpsk0) Noise.MixKeyAndHash(old!.Seeds.RekeyPsk); // psk
        ModelHandshake.MixEphemeral(Noise, pattern, e); // e
        if (pattern != ModelHandshake.XX)
        {
            ModelHandshake.MixDh(Noise, _e, _peerStatic!); // es
            ModelHandshake.MixDh(Noise, context.Self.StaticPrivate, _peerStatic!); // ss
        }

        byte[] payload = [];
        if (context.Suites.Contains((byte)2))
        {
            _kemSeed = context.Random.Bytes(64);
            payload = ModelCbor.Map(new() { [1] = ModelKem.EncapsulationKey(_kemSeed) });
        }

        Hs1 = ModelBytes.Join(header, e, Noise.EncryptAndHash(context.BeforeSealing(payload)));
    }

    public byte[] Hs1 { get; }

    public ModelNoise Noise { get; }

    public byte[] HandshakeId => _header.HandshakeId;

    public double Started { get; init; }

    /// <summary>The responder's first ratchet key, from HS2.</summary>
    public byte[] B0 { get; private set; } = [];

    /// <summary>What went into the seeds, for the vectors.</summary>
    public (byte[] H, byte[] K1, byte[] K2, byte[] Ss)? Split { get; private set; }

    /// <param name="frames">[HS3 and] Confirm.</param>
    public Refusal ReceiveHs2(byte[] body, uint previousSent, double now, out byte[][] frames, out ModelEpoch? epoch, out ModelRecord? record)
    {
        frames = [];
        epoch = null;
        record = null;
        if (!ModelBytes.Has(body, 0, [1, 2, .. HandshakeId])) return body.Length > 1 && body[0] != 1 ? Refusal.Version : Refusal.Malformed;
        var isXX = _header.Pattern == ModelHandshake.XX;
        var at = 18;
        if (body.Length < at + 32) return Refusal.HandshakeFailed;
        var re = ModelBytes.Cut(body, at, 32);
        at += 32;
        if (!ModelCrypto.IsCanonical(re)) return Refusal.HandshakeFailed;
        ModelHandshake.MixEphemeral(Noise, _header.Pattern, re); // e
        if (!ModelHandshake.MixDh(Noise, _e, re)) return Refusal.HandshakeFailed; // ee
        var rs = _peerStatic;
        if (isXX)
        {
            if (body.Length < at + 48) return Refusal.HandshakeFailed;
            rs = Noise.DecryptAndHash(ModelBytes.Cut(body, at, 48)); // s
            at += 48;
            if (rs is null || !ModelCrypto.IsCanonical(rs) || !ModelHandshake.MixDh(Noise, _e, rs)) return Refusal.HandshakeFailed; // es
        }
        else if (!ModelHandshake.MixDh(Noise, _context.Self.StaticPrivate, re))
        {
            return Refusal.HandshakeFailed; // se
        }

        var h = Noise.H;
        if (Noise.DecryptAndHash(body[at..]) is not { } encoded) return Refusal.HandshakeFailed;
        var payload = ModelHandshake.ReadPayload(encoded, 2, 3, 4, 5, 6, 8) ?? ModelHandshake.ReadPayload(encoded, 2, 3, 4, 6, 8);
        if (payload is null) return Refusal.Malformed;
        var suite = (byte)(ulong)payload[2];
        var refusal = ModelHandshake.VerifyPeer(_context, isXX, "r", suite, h, rs!, payload, now, out record);
        if (refusal != Refusal.None) return refusal;
        // "a choice below the best common one of its offer and the peer's signed suites, record and remembered highest"
        byte[] floors = [_floor, _context.HighestSuite, ModelHandshake.Best(_context.Suites, (byte[])payload[3]), ModelHandshake.Best(_context.Suites, record!.Suites),
            ModelHandshake.Best(_context.Suites, _context.PeerRecord?.Suites ?? [])];
        if (suite < floors.Max() || !_header.Suites.Contains(suite)) return Refusal.Downgrade;
        var b0 = B0 = (byte[])payload[4];
        if (payload.ContainsKey(5) != (suite == 2) || !ModelCrypto.IsCanonical(b0)) return Refusal.Malformed;
        var ss = suite == 2 ? ModelKem.Decapsulate(_kemSeed!, (byte[])payload[5]) : [];

        byte[]? hs3 = null;
        if (isXX)
        {
            var s = Noise.EncryptAndHash(_context.Self.StaticPublic); // s
            if (!ModelHandshake.MixDh(Noise, _context.Self.StaticPrivate, re)) return Refusal.HandshakeFailed; // se
            var own = new SortedDictionary<int, object> { [3] = _context.Suites, [6] = _context.Self.RecordBytes };
            ModelHandshake.Sign(_context, "i", suite, Noise.H, own);
            hs3 = ModelBytes.Join([1, 3], HandshakeId, s, Noise.EncryptAndHash(_context.BeforeSealing(ModelCbor.Map(own))));
        }

        var (k1, k2) = Noise.Split();
        Split = (Noise.H, k1, k2, ss);
        var seeds = ModelSeeds.Derive(Noise.H, k1, k2, ss);
        if (ModelRatchet.Initiator(_context, suite, _header.Epoch, seeds, b0) is not { } ratchet) return Refusal.HandshakeFailed;
        epoch = new ModelEpoch { Ratchet = ratchet, Seeds = seeds, Suite = suite, Number = _header.Epoch, State = "await-ack", Begun = now, ConfirmSent = now };
        var confirm = new SortedDictionary<int, object> { [9] = _context.Random.Bytes(32), [10] = (ulong)previousSent };
        if (!isXX) ModelHandshake.Sign(_context, "i", suite, Noise.H, confirm);
        epoch.Confirm = epoch.Control(1, confirm);
        frames = hs3 is null ? [epoch.Confirm!] : [hs3, epoch.Confirm!];
        return Refusal.None;
    }
}
