namespace Cpc.Sessions.Tests.Model;

/// <summary>The responder of XX, KK and KKpsk0, message by message.</summary>
internal sealed class ModelResponder
{
    private readonly ModelContext _context;
    private readonly ModelHs1 _header;
    private readonly byte _suite;
    private readonly byte[] _e;
    private readonly byte[] _b0;
    private byte[] _ss = [];

    private ModelResponder(ModelContext context, ModelHs1 header, byte suite, ModelNoise noise)
    {
        (_context, _header, _suite, Noise) = (context, header, suite, noise);
        _e = context.Random.Bytes(32);
        _b0 = context.Random.Bytes(32);
    }

    public byte[] Hs2 { get; private set; } = [];

    public ModelNoise Noise { get; }

    public byte[] HandshakeId => _header.HandshakeId;

    /// <summary>In KK at once, in XX after HS3.</summary>
    public ModelEpoch? Epoch { get; private set; }

    /// <summary>XX: from HS3.</summary>
    public ModelRecord? PeerRecord { get; private set; }

    /// <summary>What went into the seeds, for the vectors.</summary>
    public (byte[] H, byte[] K1, byte[] K2, byte[] Ss)? Split { get; private set; }

    /// <param name="old">The epoch that HS1 rotates; null for a first handshake.</param>
    public static Refusal Accept(ModelContext context, byte[] hs1, double now, ModelEpoch? old, out ModelResponder? responder)
    {
        responder = null;
        var refusal = ModelHs1.TryRead(hs1, out var header);
        if (refusal != Refusal.None) return refusal;
        if (header!.Pattern is not (ModelHandshake.XX or ModelHandshake.KK or ModelHandshake.KKpsk0)) return Refusal.Malformed;
        if (old is null)
        {
            if (header.Pattern == ModelHandshake.KKpsk0) return Refusal.UnknownSession;
            if (header.Epoch != 0 || header.OldSessionId.Any(b => b != 0)) return Refusal.Malformed;
            if (header.Pattern == ModelHandshake.XX && (header.SeqI != 0 || header.SeqR != 0)) return Refusal.Malformed;
        }

        var suite = ModelHandshake.Best(context.Suites, header.Suites);
        if (suite == 0) return Refusal.NoCommonSuite;
        if (suite < (old?.Suite ?? context.HighestSuite)) return Refusal.Downgrade;
        byte[]? rs = null;
        if (header.Pattern != ModelHandshake.XX)
        {
            if (context.PeerRecord is not { } record || header.SeqR != context.Self.Record.Seq || header.SeqI != record.Seq) return Refusal.StaticUnknown;
            var time = ModelPeer.Now + (ulong)now - ModelRecord.Skew;
            if (time > context.Self.Record.NotAfter || time > record.NotAfter) return Refusal.StaticExpired;
            rs = record.X25519;
            if (suite < Math.Max(context.HighestSuite, ModelHandshake.Best(context.Suites, record.Suites))) return Refusal.Downgrade;
        }

        var size = 80 + header.Suites.Length;
        var noise = ModelHandshake.Begin(context, header.Pattern, hs1[..size], false, rs);
        responder = new ModelResponder(context, header, suite, noise);
        refusal = responder.Answer(hs1[size..], rs, old, now);
        if (refusal != Refusal.None) responder = null;
        return refusal;
    }

    public Refusal ReceiveHs3(byte[] body, double now, out ModelRecord? record)
    {
        record = null;
        if (!ModelBytes.Has(body, 0, [1, 3, .. HandshakeId])) return body.Length > 1 && body[0] != 1 ? Refusal.Version : Refusal.Malformed;
        if (body.Length < 18 + 48) return Refusal.HandshakeFailed;
        var rs = Noise.DecryptAndHash(body[18..66]); // s
        if (rs is null || !ModelCrypto.IsCanonical(rs) || !ModelHandshake.MixDh(Noise, _e, rs)) return Refusal.HandshakeFailed; // se
        var h = Noise.H;
        if (Noise.DecryptAndHash(body[66..]) is not { } encoded) return Refusal.HandshakeFailed;
        if (ModelHandshake.ReadPayload(encoded, 3, 6, 8) is not { } payload) return Refusal.Malformed;
        var refusal = ModelHandshake.VerifyPeer(_context, true, "i", _suite, h, rs, payload, now, out record);
        if (refusal != Refusal.None) return refusal;
        PeerRecord = record;
        byte[] floors = [_context.HighestSuite, ModelHandshake.Best(_context.Suites, (byte[])payload[3]), ModelHandshake.Best(_context.Suites, record!.Suites)];
        if (_suite < floors.Max()) return Refusal.Downgrade;
        Seed(null, now);
        return Refusal.None;
    }

    private Refusal Answer(byte[] message, byte[]? rs, ModelEpoch? old, double now)
    {
        var isXX = _header.Pattern == ModelHandshake.XX;
        if (message.Length < 32) return Refusal.HandshakeFailed;
        var re = message[..32];
        if (_header.Pattern == ModelHandshake.KKpsk0) Noise.MixKeyAndHash(old!.Seeds.RekeyPsk); // psk
        if (!ModelCrypto.IsCanonical(re)) return Refusal.HandshakeFailed;
        ModelHandshake.MixEphemeral(Noise, _header.Pattern, re); // e
        if (!isXX && !(ModelHandshake.MixDh(Noise, _context.Self.StaticPrivate, re) // es
            && ModelHandshake.MixDh(Noise, _context.Self.StaticPrivate, rs!))) return Refusal.HandshakeFailed; // ss
        if (Noise.DecryptAndHash(message[32..]) is not { } encoded) return Refusal.HandshakeFailed;
        SortedDictionary<int, object>? offer = null;
        if (_header.Suites.Contains((byte)2) ? (offer = ModelHandshake.ReadPayload(encoded, 1)) is null : encoded.Length != 0) return Refusal.Malformed;

        var payload = new SortedDictionary<int, object>
        {
            [2] = (ulong)_suite,
            [3] = _context.Suites,
            [4] = ModelCrypto.X25519Public(_b0),
            [6] = _context.Self.RecordBytes,
        };
        if (_suite == 2)
        {
            if (ModelKem.Encapsulate((byte[])offer![1], _context.Random.Bytes(32)) is not var (ct, secret)) return Refusal.HandshakeFailed;
            payload[5] = ct;
            _ss = secret;
        }

        var e = ModelCrypto.X25519Public(_e);
        ModelHandshake.MixEphemeral(Noise, _header.Pattern, e); // e
        if (!ModelHandshake.MixDh(Noise, _e, re)) return Refusal.HandshakeFailed; // ee
        byte[] s = [];
        if (isXX)
        {
            s = Noise.EncryptAndHash(_context.Self.StaticPublic); // s
            if (!ModelHandshake.MixDh(Noise, _context.Self.StaticPrivate, re)) return Refusal.HandshakeFailed; // es
        }
        else if (!ModelHandshake.MixDh(Noise, _e, rs!))
        {
            return Refusal.HandshakeFailed; // se
        }

        ModelHandshake.Sign(_context, "r", _suite, Noise.H, payload);
        Hs2 = ModelBytes.Join([1, 2], HandshakeId, e, s, Noise.EncryptAndHash(_context.BeforeSealing(ModelCbor.Map(payload))));
        if (!isXX) Seed((Noise.H, rs!), now);
        return Refusal.None;
    }

    private void Seed((byte[] H, byte[] Static)? signature, double now)
    {
        var (k1, k2) = Noise.Split();
        Split = (Noise.H, k1, k2, _ss);
        var seeds = ModelSeeds.Derive(Noise.H, k1, k2, _ss);
        Epoch = new ModelEpoch
        {
            Ratchet = ModelRatchet.Responder(_context, _suite, _header.Epoch, seeds, _b0),
            Seeds = seeds,
            Suite = _suite,
            Number = _header.Epoch,
            State = "await-confirm",
            Begun = now,
            Signature = signature,
        };
    }
}
