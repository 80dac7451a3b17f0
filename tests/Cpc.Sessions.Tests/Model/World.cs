namespace Cpc.Sessions.Tests.Model;

/// <summary>
/// Two peers, each the model or the implementation, over a network that loses, doubles and reorders, under a schedule:
/// send, deliver, drop, tamper, reconnect, time, crash, a new session. Each has an outbox that sends anew what has no receipt.
/// The trace tells what happened without random bytes, so worlds under the same schedule must tell the same.
/// </summary>
internal sealed class World
{
    private const uint PerDirection = 8;

    private static readonly double[] LongTimes = [31, 61, 301, 31, 61, 301, 20.5 * 3600, 22.5 * 3600, 24 * 3600];

    private readonly bool _known;
    private readonly IParty[] _parties;
    private readonly ISide?[] _sides = [null, null];
    private readonly ISide?[] _candidates = [null, null];
    private readonly List<byte[]>[] _underWay = [[], []];
    private readonly List<byte[]>[] _lost = [[], []];
    private readonly Dictionary<int, double>[] _outbox = [[], []];
    private readonly HashSet<int>[] _processed = [[], []];
    private readonly HashSet<string>[] _accepted = [[], []];
    private readonly Dictionary<string, string> _nonces = [];
    private readonly int[] _documents = [0, 0];
    private double _now;

    public World(string who, bool known)
    {
        _known = known;
        ModelPeer[] peers = [new("alice", [1]), new("bob", [1])];
        _parties = [.. Enumerable.Range(0, 2).Select(i => who[i] == 'm'
            ? (IParty)new ModelParty(peers[i].Facing(peers[1 - i], known, $"world {i}", Keys, PerDirection))
            : new ImplementationParty(peers[i].ForImplementation(peers[1 - i], known, PerDirection)))];
        Connect(0);
        DeliverAll();
    }

    public List<string> Trace { get; } = [];

    /// <summary>Fails where the model's sides use a key twice.</summary>
    public ModelKeyLog Keys { get; } = new();

    public void Step(int step)
    {
        int side = step % 2, pick = step / 32;
        switch (step / 2 % 16)
        {
            case < 4:
                _outbox[side][_documents[side]] = double.NegativeInfinity;
                Send(side, _documents[side]++);
                break;
            case < 10 when _underWay[side].Count > 0:
                Deliver(side, 0, keep: false);
                break;
            case 10 or 11 when _underWay[side].Count > 0:
                Deliver(side, pick % _underWay[side].Count, keep: pick % 3 == 0);
                break;
            case 12 when _underWay[side].Count > 0 && pick % 2 == 0:
                Tamper(side, _underWay[side][pick / 2 % _underWay[side].Count], pick / 2);
                break;
            case 12 when _underWay[side].Count > 0:
                var index = pick % _underWay[side].Count;
                _lost[side].Add(_underWay[side][index]);
                _underWay[side].RemoveAt(index);
                break;
            case 13:
                // Mostly seconds; now and then past a timeout, a rotation by age, or the end of the session.
                Pass(pick % 8 < 7 ? pick % 8 : LongTimes[pick / 8 % LongTimes.Length]);
                break;
            case 14 when pick % 3 == 0:
                Reconnect();
                break;
            case 15 when pick % 8 == 0:
                _sides[side] = _candidates[side] = null;
                Trace.Add($"{side} crashes");
                break;
            case 15 when pick % 8 == 1 || _sides.Any(s => s is null || s.Status.Closed):
                Connect(pick / 8 % 2);
                break;
        }
    }

    /// <summary>The network is well again, and late frames arrive: every document is processed once and receipted.</summary>
    public void Recover()
    {
        for (var side = 0; side < 2; side++) _underWay[side].AddRange(_lost[side].AsEnumerable().Reverse());
        DeliverAll();
        var unchanged = 0;
        for (var second = 0; second < 900 && _outbox.Any(o => o.Count > 0); second++)
        {
            Pass(1);
            DeliverAll();
            var waiting = _outbox.Sum(o => o.Count);
            foreach (var side in new[] { 0, 1 })
            {
                foreach (var id in _outbox[side].Where(o => _now - o.Value >= 10).Select(o => o.Key).ToList()) Send(side, id);
                DeliverAll();
            }

            // 60 s without a receipt, or nothing to send on: a new session for the exchange.
            unchanged = waiting == _outbox.Sum(o => o.Count) ? unchanged + 1 : 0;
            if (unchanged < 60 && _sides.All(s => s is { Status.Closed: false })) continue;
            Connect(second % 2);
            unchanged = 0;
            DeliverAll();
        }

        for (var side = 0; side < 2; side++)
        {
            Assert.True(_outbox[side].Count == 0, $"Side {side} waits for {_outbox[side].Count} receipts.\n{string.Join('\n', Trace.TakeLast(60))}");
            Assert.Equal(_documents[1 - side], _processed[side].Count);
        }
    }

    private void Connect(int initiator)
    {
        var (first, second, confirm) = ModelPair.Connect(_parties[initiator], _parties[1 - initiator], _known, new byte[16], _now);
        _sides[initiator] = first;
        _candidates[initiator] = null;
        // The responder's old session ends when the new Confirm has been verified.
        _candidates[1 - initiator] = second;
        Trace.Add($"{initiator} connects");
        Put(1 - initiator, confirm);
    }

    private void Reconnect()
    {
        _underWay[0].Clear();
        _underWay[1].Clear();
        for (var side = 0; side < 2; side++)
        {
            if (_sides[side] is { } s) Put(1 - side, s.Resend(_now), $"{side} reconnects");
        }
    }

    private void Pass(double time)
    {
        _now += time;
        for (var side = 0; side < 2; side++)
        {
            if (_sides[side] is { } s) Put(1 - side, s.Tick(_now), $"{side} after {time} s");
        }
    }

    private void Send(int side, int id) => Encrypt(side, 3, [(byte)side, .. BitConverter.GetBytes(id)], id);

    private void Encrypt(int side, byte kind, byte[] payload, int id)
    {
        if (_sides[side] is not { } from) return;
        var (refusal, frame) = from.Encrypt(kind, payload, _now);
        Trace.Add($"{side} sends {kind} {Convert.ToHexString(payload)}: {refusal} {from.Status}");
        if (frame is null) return;
        if (kind == 3) _outbox[side][id] = _now;
        Put(1 - side, frame);
    }

    private void Deliver(int side, int index, bool keep)
    {
        var frame = _underWay[side][index];
        if (!keep) _underWay[side].RemoveAt(index);
        var to = _candidates[side] is { } candidate && ModelBytes.Has(frame, 2, candidate.SessionId) ? candidate : _sides[side];
        if (to is null) return;
        var received = to.Receive(frame, _now);
        Trace.Add($"{side} gets {Name(frame)}: {received.Refusal} {received.Kind} {Convert.ToHexString(received.Payload ?? [])} {Name(received.Reply)} {to.Status}");
        if (to == _candidates[side] && to.Status.Confirmed) (_sides[side], _candidates[side]) = (to, null);
        if (received.Reply is { } reply) Put(1 - side, reply);
        if (received.Payload is not { } payload) return;
        Assert.True(_accepted[side].Add(ModelBytes.Hex(ModelCrypto.Blake2b(32, frame))), "A frame was accepted twice.");
        var id = BitConverter.ToInt32(payload, 1);
        if (received.Kind == 5)
        {
            _outbox[side].Remove(id);
            return;
        }

        Assert.Equal(1 - side, payload[0]);
        _processed[side].Add(id);
        Encrypt(side, 5, payload, id);
    }

    // The frame itself is still under way, and what has been refused must not have touched it.
    private void Tamper(int side, byte[] frame, int pick)
    {
        if (_sides[side] is not { } to) return;
        var bad = (byte[])frame.Clone();
        bad[pick % bad.Length] ^= (byte)(1 << (pick % 8));
        var received = to.Receive(bad, _now);
        Trace.Add($"{side} gets a bad {Name(frame)}: {received.Refusal} {Name(received.Reply)} {to.Status}");
        // A handshake frame may repeat an answer that is under way already.
        if (frame[1] == 4) Assert.NotEqual(Refusal.None, received.Refusal);
    }

    private void DeliverAll()
    {
        for (var i = 0; _underWay[0].Count + _underWay[1].Count > 0; i++)
        {
            Assert.True(i < 10_000, "The sides never stop answering each other.");
            for (var side = 0; side < 2; side++)
            {
                if (_underWay[side].Count > 0) Deliver(side, 0, keep: false);
            }
        }
    }

    private void Put(int side, IReadOnlyList<byte[]> frames, string why)
    {
        Trace.Add($"{why}: {string.Join(", ", frames.Select(Name))} {_sides[1 - side]!.Status}");
        foreach (var frame in frames) Put(side, frame);
    }

    private void Put(int side, byte[] frame)
    {
        _underWay[side].Add(frame);
        if (frame[1] != 4) return;
        // Both nonces of a DATA frame are in clear, and no other frame may have either.
        foreach (var nonce in new[] { frame[67..91], frame[91..115] })
        {
            var digest = ModelBytes.Hex(ModelCrypto.Blake2b(32, frame));
            Assert.Equal(digest, _nonces.GetValueOrDefault(ModelBytes.Hex(nonce), digest));
            _nonces[ModelBytes.Hex(nonce)] = digest;
        }
    }

    private static string Name(byte[]? frame) => frame is null ? "-" : frame[1] switch
    {
        4 => $"DATA {frame[34]}",
        5 => $"REFUSE {frame[2]}",
        var type => $"HS{type}",
    };
}
