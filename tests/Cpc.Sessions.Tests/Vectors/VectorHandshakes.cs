using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;
using static Cpc.Sessions.Tests.Vectors.VectorObject;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>Whole transcripts of handshakes between Alice, who begins, and Bob.</summary>
internal static class VectorHandshakes
{
    public static JsonObject Transcript(string pattern, byte suite)
    {
        var name = $"{pattern} suite {suite}";
        var (alice, bob) = Contexts(name, pattern != "XX", suite);
        var initiator = new ModelInitiator(alice, pattern == "XX" ? ModelHandshake.XX : ModelHandshake.KK, new ModelRandom(name).Bytes(16));
        return Run(name, pattern, alice, bob, initiator, null, null);
    }

    public static JsonObject Rotation()
    {
        var (alice, bob) = Contexts("rotation", true, 2);
        var (old, oldOfBob) = Connect(alice, bob, new ModelRandom("rotation").Bytes(16));
        alice.Random.Draws.Clear();
        bob.Random.Draws.Clear();
        var initiator = new ModelInitiator(alice, ModelHandshake.KKpsk0, new ModelRandom("rotation").Bytes(16), old);
        return Run("rotation", "KKpsk0", alice, bob, initiator, old, oldOfBob);
    }

    /// <summary>An epoch of each side by KK, Confirm and Ack exchanged.</summary>
    public static (ModelEpoch Initiator, ModelEpoch Responder) Connect(ModelContext alice, ModelContext bob, byte[] exchange)
    {
        var initiator = new ModelInitiator(alice, ModelHandshake.KK, exchange);
        Assert.Equal(Refusal.None, ModelResponder.Accept(bob, initiator.Hs1, 0, null, out var responder));
        Assert.Equal(Refusal.None, initiator.ReceiveHs2(responder!.Hs2, 0, 0, out var frames, out var epoch, out _));
        var received = new ModelSession(bob, responder.Epoch!, exchange).Receive(frames[0], 0);
        Assert.Equal(Refusal.None, new ModelSession(alice, epoch!, exchange).Receive(received.Reply!, 0).Refusal);
        return (epoch!, responder.Epoch!);
    }

    public static (ModelContext Alice, ModelContext Bob) Contexts(string seed, bool known, byte suite)
    {
        byte[] suites = suite == 1 ? [1] : [2, 1];
        ModelPeer alice = new("alice", suites), bob = new("bob", suites);
        var keys = new ModelKeyLog();
        return (alice.Facing(bob, known, seed + " alice", keys), bob.Facing(alice, known, seed + " bob", keys));
    }

    private static JsonObject Run(string name, string pattern, ModelContext alice, ModelContext bob, ModelInitiator initiator, ModelEpoch? old, ModelEpoch? oldOfBob)
    {
        Assert.Equal(Refusal.None, ModelResponder.Accept(bob, initiator.Hs1, 0, oldOfBob, out var responder));
        Assert.Equal(Refusal.None, initiator.ReceiveHs2(responder!.Hs2, old?.Ratchet.Sent ?? 0, 0, out var frames, out var epoch, out _));
        if (pattern == "XX") Assert.Equal(Refusal.None, responder.ReceiveHs3(frames[0], 0, out _));
        var session = new ModelSession(bob, responder.Epoch!, []);
        // A rotation's Ack says how many messages the responder has sent in the old epoch.
        var ack = oldOfBob is null ? session.Receive(frames[^1], 0).Reply! : AckOfRotation(bob, responder.Epoch!, oldOfBob, frames[^1]);
        var (h, k1, k2, ss) = initiator.Split!.Value;
        Assert.Equal(responder.Split!.Value.H, h);
        var result = Of(("name", name), ("pattern", pattern), ("suites", alice.Suites), ("suite", (int)epoch!.Suite), ("network", alice.Network),
            ("now", (uint)ModelPeer.Now), ("epoch", epoch.Number), ("psk", old?.Seeds.RekeyPsk ?? []),
            ("initiator_draws", alice.Random.Draws), ("responder_draws", bob.Random.Draws),
            ("hs1", initiator.Hs1), ("hs1_payload", initiator.Noise.Plaintexts[0]),
            ("hs2", responder.Hs2), ("hs2_payload", responder.Noise.Plaintexts[^1]));
        if (pattern == "XX")
        {
            result["hs3"] = ModelBytes.Hex(frames[0]);
            result["hs3_payload"] = ModelBytes.Hex(initiator.Noise.Plaintexts[^1]);
        }

        foreach (var (field, value) in ((string, object)[])[("h", h), ("k1", k1), ("k2", k2), ("ss_mlkem", ss), .. VectorGenerator.Seeds(epoch.Seeds)])
            result[field] = ModelBytes.Hex((byte[])value);
        result["confirm"] = ModelBytes.Hex(frames[^1]);
        result["ack"] = ModelBytes.Hex(ack);
        return result;
    }

    private static byte[] AckOfRotation(ModelContext bob, ModelEpoch pending, ModelEpoch old, byte[] confirm)
    {
        Assert.Equal(Refusal.None, pending.Ratchet.Decrypt(confirm, 0, true, out _));
        return pending.Control(2, new() { [9] = bob.Random.Bytes(32), [10] = (ulong)old.Ratchet.Sent })!;
    }
}
