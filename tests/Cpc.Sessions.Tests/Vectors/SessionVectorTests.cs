using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>The committed vectors are what the model makes, and the implementation gives the same wherever it takes
/// its input from outside.</summary>
public class SessionVectorTests
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");

    [Fact]
    public void The_model_makes_the_committed_file()
    {
        var text = VectorFile.Text(VectorGenerator.Generate());
        // CPC_WRITE_VECTORS=1 replaces the file after a change of the protocol; the difference is then reviewed.
        if (Environment.GetEnvironmentVariable("CPC_WRITE_VECTORS") == "1") File.WriteAllText(VectorFile.Path, text);
        Assert.Equal(text, File.ReadAllText(VectorFile.Path));
    }

    [Fact]
    public void KDF_RK_and_KDF_CK_give_the_vectors()
    {
        foreach (var v in VectorFile.Read().List("kdf_rk"))
        {
            byte[] rk = v.Hex("rk"), ck = new byte[32], nhk = new byte[32];
            RatchetKdf.RootStep(rk, v.Hex("dh"), ck, nhk);
            Assert.Equal([v.Hex("next_rk"), v.Hex("ck"), v.Hex("nhk")], new[] { rk, ck, nhk });
        }

        foreach (var v in VectorFile.Read().List("kdf_ck"))
        {
            byte[] ck = v.Hex("ck"), mk = new byte[32];
            RatchetKdf.ChainStep(ck, mk);
            Assert.Equal([v.Hex("message_key"), v.Hex("next_ck")], new[] { mk, ck });
        }
    }

    [Fact]
    public void Seeding_gives_the_vectors()
    {
        foreach (var v in VectorFile.Read().List("seeding"))
        {
            using var seeds = SessionSeeds.Derive(v.Hex("h"), [.. v.Hex("k1"), .. v.Hex("k2"), .. v.Hex("ss_mlkem")]);
            Assert.Equal(v.Hex("root"), seeds.Root.ToArray());
            Assert.Equal(v.Hex("hk_i2r"), seeds.HkInitiatorToResponder.ToArray());
            Assert.Equal(v.Hex("nhk_r2i"), seeds.NhkResponderToInitiator.ToArray());
            Assert.Equal(v.Hex("rekey_psk"), seeds.RekeyPsk.ToArray());
            Assert.Equal(v.Hex("session_id"), seeds.SessionId);
        }
    }

    [Fact]
    public void Static_records_are_judged_as_in_the_vectors()
    {
        var accepted = 0;
        foreach (var v in VectorFile.Read().List("static_records"))
        {
            var refusal = StaticRecord.TryDecode(v.Hex("record"), new PeerId(v.Hex("peer_id")), DateTimeOffset.FromUnixTimeSeconds((long)v["now"]!), out var record);
            Assert.True(v.Int("refusal") == (int)refusal, $"{v.Str("what")}: {refusal}");
            if (record is null) continue;
            Assert.Equal(v.Hex("record"), record.Encode());
            accepted++;
        }

        Assert.Equal(3, accepted);
    }

    [Fact]
    public void Malformed_frames_are_refused_as_in_the_vectors()
    {
        foreach (var v in VectorFile.Read().List("refusals"))
        {
            var frame = v.Hex("frame");
            var refusal = v.Str("to") == "session"
                ? new ModelPair("ii", true, 1).Responder.Receive(frame, 0).Refusal
                : ResponderHandshake.TryAccept(Bob.ForImplementation(Alice, v.Str("to") == "hs1, Alice known"), frame, TestPeer.Start, out _);
            Assert.True(v.Int("refusal") == (int)refusal, $"{v.Str("what")}: {refusal}");
        }
    }

    [Fact]
    public void The_recorded_conversation_opens_with_the_recorded_keys()
    {
        var conversation = VectorFile.Read()["conversation"]!;
        foreach (var v in conversation.List("messages"))
        {
            var byAlice = v.Str("sender") == "alice";
            PeerId alice = new(Alice.Id), bob = new(Bob.Id);
            var context = new RatchetContext(1, conversation.Hex("session_id"), 0, byAlice ? bob : alice, byAlice ? alice : bob);
            byte[] frame = v.Hex("frame"), header = new byte[44], payload = new byte[v.Hex("payload").Length];
            Assert.True(context.TryOpenHeader(v.Hex("header_key"), frame, header));
            Assert.Equal(v.Hex("header"), header);
            Assert.True(context.TryOpenPayload(v.Hex("message_key"), frame, payload));
            Assert.Equal(v.Hex("payload"), payload);
            Assert.Equal(Blake3.Hash(payload), frame[35..67]);
            // As another epoch's, or of the other direction, it does not open.
            Assert.False((context with { Epoch = 1 }).TryOpenHeader(v.Hex("header_key"), frame, header));
            Assert.False((context with { Own = context.Peer, Peer = context.Own }).TryOpenPayload(v.Hex("message_key"), frame, payload));
        }
    }

    [Fact]
    public void The_keys_of_the_first_chain_follow_from_the_recorded_seeds()
    {
        var conversation = VectorFile.Read()["conversation"]!;
        // Initiator: handshake id, e, a0, …; responder: e, b0, ….
        byte[] a0 = Convert.FromHexString((string)conversation["initiator_draws"]![2]!), b0 = Convert.FromHexString((string)conversation["responder_draws"]![1]!);
        byte[] b0Public = new byte[32], dh = new byte[32], rk = conversation.Hex("root"), ck = new byte[32], nhk = new byte[32], mk = new byte[32];
        X25519.DerivePublicKey(b0, b0Public);
        Assert.True(X25519.TryAgree(a0, b0Public, dh));
        RatchetKdf.RootStep(rk, dh, ck, nhk);
        var first = conversation.List("messages").Where(m => m.Hex("header_key").SequenceEqual(conversation.Hex("hk_i2r"))).ToList();
        Assert.True(first.Count > 1);
        foreach (var v in first)
        {
            RatchetKdf.ChainStep(ck, mk);
            Assert.Equal(v.Hex("message_key"), mk);
        }
    }
}
