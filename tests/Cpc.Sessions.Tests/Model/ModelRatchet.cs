namespace Cpc.Sessions.Tests.Model;

/// <summary>The Double Ratchet with header encryption as protocol.md §4 to §6 have it. Decryption works on a clone, which
/// takes the place of the state when everything has held.</summary>
internal sealed class ModelRatchet
{
    private readonly ModelContext _context;
    private readonly byte _suite;
    private readonly uint _epoch;
    private readonly byte[] _sessionId;
    private State _state;

    private ModelRatchet(ModelContext context, byte suite, uint epoch, ModelSeeds seeds, byte[] dhs)
    {
        (_context, _suite, _epoch, _sessionId) = (context, suite, epoch, seeds.SessionId);
        _state = new State { Rk = seeds.Root, DhsPrivate = dhs, Nhks = [], Nhkr = [] };
    }

    public uint Sent => _state.Sent;

    public uint Received => _state.Received;

    public int SkippedCount => _state.Skipped.Count;

    /// <returns>Null when DH(a0, b0) is zero.</returns>
    public static ModelRatchet? Initiator(ModelContext context, byte suite, uint epoch, ModelSeeds seeds, byte[] b0)
    {
        var ratchet = new ModelRatchet(context, suite, epoch, seeds, context.Random.Bytes(32));
        var state = ratchet._state;
        if (ModelCrypto.Dh(state.DhsPrivate, b0) is not { } dh) return null;
        state.Dhr = b0;
        (state.Rk, state.Cks, state.Nhks) = ModelKdf.Rk(seeds.Root, dh);
        state.Hks = seeds.HkI2R;
        state.Nhkr = seeds.NhkR2I;
        return ratchet;
    }

    public static ModelRatchet Responder(ModelContext context, byte suite, uint epoch, ModelSeeds seeds, byte[] b0Private)
    {
        var ratchet = new ModelRatchet(context, suite, epoch, seeds, b0Private);
        ratchet._state.Nhkr = seeds.HkI2R;
        ratchet._state.Nhks = seeds.NhkR2I;
        return ratchet;
    }

    public Refusal Encrypt(byte kind, byte[] payload, byte[] hash, out byte[]? frame)
    {
        frame = null;
        var s = _state;
        if (s.Cks is null) return Refusal.NotConfirmed;
        if (s.Sent >= _context.PerDirection) return Refusal.Limit;
        byte[] outer = [1, 4, .. _sessionId, kind, .. hash, .. _context.Random.Bytes(24)];
        var header = _context.BeforeSealing(ModelBytes.Join(ModelCrypto.X25519Public(s.DhsPrivate), ModelBytes.U32(s.Pn), ModelBytes.U32(s.Ns), ModelBytes.U32(s.Sent)));
        var nonce = _context.Random.Bytes(24);
        var encrypted = ModelBytes.Join(nonce, ModelCrypto.XChaChaSeal(s.Hks!, nonce, HeaderAd(outer), header));
        var (mk, next) = ModelKdf.Ck(s.Cks);
        s.Cks = next;
        s.Ns++;
        s.Sent++;
        frame = ModelBytes.Join(outer, encrypted, ModelCrypto.XChaChaSeal(mk, outer[67..], BodyAd(_context.Own, _context.Peer, outer, encrypted), payload));
        _context.Keys.Header(s.Hks!, nonce, frame);
        _context.Keys.Message(mk, frame);
        _context.Keys.Sealed.Add(new ModelSealed(_context.Own, frame, s.Hks!, header, mk, payload));
        return Refusal.None;
    }

    public bool OpensHeader(byte[] body) => TryHeader(_state, body) is not null;

    public Refusal Decrypt(byte[] body, double now, bool firstOnly, out byte[] payload)
    {
        payload = [];
        if (TryHeader(_state, body) is not var (which, headerKey, header)) return Refusal.Undecryptable;
        var dh = header[..32];
        uint pn = ModelBytes.U32(header, 32), n = ModelBytes.U32(header, 36), seq = ModelBytes.U32(header, 40);
        if (pn >= _context.PerDirection || n >= _context.PerDirection || seq >= _context.PerDirection) return Refusal.Limit;
        if (n > seq) return Refusal.Malformed;
        if (_state.Seen.Contains(seq)) return Refusal.Duplicate;
        if (firstOnly && (n != 0 || seq != 0)) return Refusal.NotConfirmed;

        var s = _state.Clone();
        byte[] mk;
        if (which == "skipped" || (which == "current" && n < s.Nr))
        {
            var entry = s.Skipped.FindLast(e => e.N == n && e.HeaderKey.SequenceEqual(headerKey));
            if (entry is null) return Refusal.Duplicate;
            s.Skipped.Remove(entry);
            mk = entry.MessageKey;
        }
        else
        {
            if (which == "current" && !ModelBytes.Same(dh, s.Dhr)) return Refusal.Malformed;
            if (which == "next" && !Turn(s, dh, pn, now)) return Refusal.Malformed;
            Skip(s, n, now);
            (mk, s.Ckr) = ModelKdf.Ck(s.Ckr!);
            s.Nr++;
        }

        byte[] outer = body[..91], encrypted = body[91..175];
        if (ModelCrypto.XChaChaOpen(mk, outer[67..], BodyAd(_context.Peer, _context.Own, outer, encrypted), body[175..]) is not { } opened) return Refusal.Undecryptable;
        s.Seen.Add(seq);
        s.Received++;
        // The oldest is evicted.
        while (s.Skipped.Count > 100) s.Skipped.RemoveAt(0);
        _state = s;
        payload = opened;
        _context.Keys.PeerKeys.Add(dh);
        _context.Keys.Header(headerKey, encrypted[..24], body);
        _context.Keys.Message(mk, body);
        return Refusal.None;
    }

    public void ForgetSkipped(double before) => _state.Skipped.RemoveAll(e => e.At < before);

    private static void Skip(State s, uint until, double now)
    {
        for (; s.Nr < until; s.Nr++)
        {
            (var mk, s.Ckr) = ModelKdf.Ck(s.Ckr!);
            s.Skipped.Add(new ModelSkipped(s.Hkr!, s.Nr, mk, now));
        }
    }

    private bool Turn(State s, byte[] dhr, uint pn, double now)
    {
        if (!ModelCrypto.IsCanonical(dhr)) return false;
        // The chain that ends had pn messages: not fewer than have arrived, and none where there was no chain.
        if (s.Ckr is null ? pn != 0 : pn < s.Nr) return false;
        if (s.Ckr is not null) Skip(s, pn, now);
        if (ModelCrypto.Dh(s.DhsPrivate, dhr) is not { } first) return false;
        (s.Pn, s.Ns, s.Nr) = (s.Ns, 0, 0);
        (s.Hks, s.Hkr, s.Dhr) = (s.Nhks, s.Nhkr, dhr);
        (s.Rk, s.Ckr, s.Nhkr) = ModelKdf.Rk(s.Rk, first);
        s.DhsPrivate = _context.Random.Bytes(32);
        if (ModelCrypto.Dh(s.DhsPrivate, dhr) is not { } second) return false;
        (s.Rk, s.Cks, s.Nhks) = ModelKdf.Rk(s.Rk, second);
        return true;
    }

    private (string Which, byte[] Key, byte[] Header)? TryHeader(State s, byte[] body)
    {
        var keys = new List<(string Which, byte[] Key)>();
        if (s.Hkr is not null) keys.Add(("current", s.Hkr));
        keys.Add(("next", s.Nhkr));
        keys.AddRange(s.Skipped.AsEnumerable().Reverse().DistinctBy(e => ModelBytes.Hex(e.HeaderKey)).Select(e => ("skipped", e.HeaderKey)));
        foreach (var (which, key) in keys)
        {
            if (ModelCrypto.XChaChaOpen(key, body[91..115], HeaderAd(body[..91]), body[115..175]) is { } header) return (which, key, header);
        }

        return null;
    }

    private byte[] HeaderAd(byte[] outer) =>
        ModelCbor.Enc(ModelCbor.Text("cpc/v1/hdr"), ModelCbor.Bytes(_sessionId), ModelCbor.UInt(_epoch), ModelCbor.Bytes(outer));

    private byte[] BodyAd(byte[] sender, byte[] recipient, byte[] outer, byte[] encrypted) =>
        ModelCbor.Enc(ModelCbor.Text("cpc/v1/ad"), ModelCbor.UInt(_suite), ModelCbor.Bytes(_sessionId), ModelCbor.UInt(_epoch),
            ModelCbor.Bytes(sender), ModelCbor.Bytes(recipient), ModelCbor.Bytes(outer), ModelCbor.Bytes(encrypted));

    // Arrays are never written into, so a shallow copy with copied collections is a whole one.
    private sealed class State
    {
        public required byte[] Rk, DhsPrivate, Nhks, Nhkr;
        public byte[]? Cks, Ckr, Hks, Hkr, Dhr;
        public uint Ns, Nr, Pn, Sent, Received;
        public HashSet<uint> Seen = [];
        public List<ModelSkipped> Skipped = [];

        public State Clone()
        {
            var copy = (State)MemberwiseClone();
            copy.Seen = [.. Seen];
            copy.Skipped = [.. Skipped];
            return copy;
        }
    }
}
