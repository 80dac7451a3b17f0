using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;
using static Cpc.Sessions.Tests.Vectors.VectorObject;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>Makes docs/vectors/session-v1.json from the model with fixed keys and fixed randomness.</summary>
internal static class VectorGenerator
{
    private static readonly byte[] Sequence = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    public static JsonObject Generate() => Of(
        ("protocol", "cpc session, version 1"),
        ("kdf_rk", List([Rk(Sequence[..32], Sequence[32..]), Rk(new byte[32], [.. Enumerable.Repeat((byte)0xff, 32)])])),
        ("kdf_ck", List([Ck(Sequence[..32]), Ck(new byte[32])])),
        ("seeding", List([Seeding(1), Seeding(2)])),
        ("peers", List(new[] { "alice", "bob" }.SelectMany(name => new[] { Peer(name, [1]), Peer(name, [2, 1]) }))),
        ("static_records", List(VectorRecords.All())),
        ("handshakes", List([VectorHandshakes.Transcript("XX", 1), VectorHandshakes.Transcript("KK", 2), VectorHandshakes.Rotation()])),
        ("conversation", VectorConversation.Play()),
        ("refusals", List(VectorRefusals.All())));

    private static JsonObject Rk(byte[] rk, byte[] dh)
    {
        var (next, ck, nhk) = ModelKdf.Rk(rk, dh);
        return Of(("rk", rk), ("dh", dh), ("next_rk", next), ("ck", ck), ("nhk", nhk));
    }

    private static JsonObject Ck(byte[] ck)
    {
        var (mk, next) = ModelKdf.Ck(ck);
        return Of(("ck", ck), ("message_key", mk), ("next_ck", next));
    }

    private static JsonObject Seeding(int suite)
    {
        byte[] h = [.. Sequence.Select(b => (byte)(b + 1))], k1 = [.. Sequence[..32].Select(b => (byte)(b + 0x41))], k2 = [.. Sequence[..32].Select(b => (byte)(b + 0x61))];
        byte[] ss = suite == 1 ? [] : [.. Sequence[..32].Select(b => (byte)(b + 0x81))];
        return Of([("suite", suite), ("h", h), ("k1", k1), ("k2", k2), ("ss_mlkem", ss), .. Seeds(ModelSeeds.Derive(h, k1, k2, ss))]);
    }

    public static (string, object)[] Seeds(ModelSeeds seeds) =>
    [
        ("root", seeds.Root), ("hk_i2r", seeds.HkI2R), ("nhk_r2i", seeds.NhkR2I), ("rekey_psk", seeds.RekeyPsk), ("session_id", seeds.SessionId),
    ];

    private static JsonObject Peer(string name, byte[] suites)
    {
        var peer = new ModelPeer(name, suites);
        return Of(("name", name), ("suites", suites), ("identity_seed", peer.IdentitySeed), ("peer_id", peer.Id),
            ("static_private", peer.StaticPrivate), ("static_public", peer.StaticPublic), ("static_record", peer.RecordBytes));
    }
}
