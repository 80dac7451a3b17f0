namespace Cpc.Sessions.Tests.Model;

/// <summary>What both roles share: prologue, payloads, signatures (protocol.md §3 and §6).</summary>
internal static class ModelHandshake
{
    public const byte XX = 1, KK = 2, KKpsk0 = 3;

    private static readonly Dictionary<int, (int Min, int Max)> Sizes = new()
    {
        [1] = (1184, 1184),
        [3] = (1, 8),
        [4] = (32, 32),
        [5] = (1088, 1088),
        [6] = (1, 256),
        [8] = (64, 64),
        [9] = (32, 32),
    };

    public static ModelNoise Begin(ModelContext context, byte pattern, byte[] header, bool initiator, byte[]? peerStatic)
    {
        byte[] i = initiator ? context.Own : context.Peer, r = initiator ? context.Peer : context.Own;
        var prologue = ModelCbor.Enc(ModelCbor.Text("cpc/v1/prologue"), ModelCbor.Text(context.Network),
            ModelCbor.Bytes(header), ModelCbor.Bytes(i), ModelCbor.Bytes(r));
        var noise = new ModelNoise(pattern == XX ? "XX" : pattern == KK ? "KK" : "KKpsk0", prologue);
        if (pattern == XX) return noise;
        // Pre-messages: -> s, <- s.
        noise.MixHash(initiator ? context.Self.StaticPublic : peerStatic!);
        noise.MixHash(initiator ? peerStatic! : context.Self.StaticPublic);
        return noise;
    }

    /// <summary>The e token; with a psk it also enters the key (Noise §9.2).</summary>
    public static void MixEphemeral(ModelNoise noise, byte pattern, byte[] e)
    {
        noise.MixHash(e);
        if (pattern == KKpsk0) noise.MixKey(e);
    }

    /// <returns>False for a zero secret.</returns>
    public static bool MixDh(ModelNoise noise, byte[] privateKey, byte[] publicKey)
    {
        if (ModelCrypto.Dh(privateKey, publicKey) is not { } secret) return false;
        noise.MixKey(secret);
        return true;
    }

    /// <summary>Signs a payload: adds 8.</summary>
    public static void Sign(ModelContext context, string role, byte suite, byte[] h, SortedDictionary<int, object> payload)
    {
        context.BeforeSigning(payload);
        payload[8] = ModelCrypto.Sign(context.Self.IdentitySeed, Signed(role, suite, h, context.Self.StaticPublic, context.Own, context.Peer, payload));
    }

    public static bool Verify(ModelContext context, string role, byte suite, byte[] h, byte[] peerStatic, SortedDictionary<int, object> payload) =>
        ModelCrypto.Verify(context.Peer, Signed(role, suite, h, peerStatic, context.Peer, context.Own, payload), (byte[])payload[8]);

    /// <summary>Signature, record and what the record has to agree with.</summary>
    public static Refusal VerifyPeer(ModelContext context, bool isXX, string role, byte suite, byte[] h, byte[] peerStatic,
        SortedDictionary<int, object> payload, double now, out ModelRecord? record)
    {
        record = null;
        if (!Verify(context, role, suite, h, peerStatic, payload)) return Refusal.Identity;
        var refusal = ModelRecord.TryRead((byte[])payload[6], context.Peer, ModelPeer.Now + (ulong)now, out var read);
        if (refusal != Refusal.None) return refusal;
        if (context.PeerRecord is { } known && read!.Seq < known.Seq) return Refusal.StaticExpired;
        if (!ModelBytes.Same(read!.X25519, peerStatic) && (isXX || read.Seq == context.PeerRecord?.Seq)) return Refusal.Identity;
        record = read;
        return Refusal.None;
    }

    /// <returns>Null unless the map has exactly these keys, with values of their sizes.</returns>
    public static SortedDictionary<int, object>? ReadPayload(byte[] bytes, params int[] keys)
    {
        if (bytes.Length > 2048 || ModelCbor.ReadMap(bytes) is not { } map || !map.Keys.SequenceEqual(keys)) return null;
        foreach (var (key, value) in map)
        {
            var ok = Sizes.TryGetValue(key, out var size)
                ? value is byte[] b && b.Length >= size.Min && b.Length <= size.Max
                : value is ulong number && number <= (key == 2 ? byte.MaxValue : uint.MaxValue);
            if (!ok) return null;
        }

        return map;
    }

    /// <summary>The best suite in both lists, or 0.</summary>
    public static byte Best(byte[] ours, byte[] theirs) => ours.Intersect(theirs).DefaultIfEmpty((byte)0).Max();

    private static byte[] Signed(string role, byte suite, byte[] h, byte[] signerStatic, byte[] signer, byte[] other, SortedDictionary<int, object> payload)
    {
        var without = new SortedDictionary<int, object>(payload);
        without.Remove(8);
        return ModelCbor.Enc(ModelCbor.Text("cpc/v1/noise-sig"), ModelCbor.Text(role), ModelCbor.UInt(suite), ModelCbor.Bytes(h),
            ModelCbor.Bytes(signerStatic), ModelCbor.Bytes(signer), ModelCbor.Bytes(other), ModelCbor.Bytes(ModelCrypto.Blake2b(32, ModelCbor.Map(without))));
    }
}
