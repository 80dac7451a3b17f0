using System.Text.Json.Nodes;
using Cpc.SecureMemory;
using Cpc.Sessions.Noise;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>The recorded handshakes through the implementation's Noise, signatures and seeding, message by message.</summary>
public class TranscriptVectorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_implementation_writes_and_reads_the_recorded_handshake(int index)
    {
        var v = VectorFile.Read().List("handshakes")[index];
        var isXX = v.Str("pattern") == "XX";
        ModelPeer alice = new("alice", v.Hex("suites")), bob = new("bob", v.Hex("suites"));
        var header = v.Hex("hs1")[..(80 + alice.Suites.Length)];
        SessionContext a = alice.ForImplementation(bob, !isXX), b = bob.ForImplementation(alice, !isXX);
        var pattern = Pattern.Of(header[2])!;
        using var initiator = new HandshakeState(pattern, Blake2bHash.Instance, true, a.Prologue(header, true), a.Static.Pair, isXX ? null : bob.StaticPublic, v.Hex("psk"));
        using var responder = new HandshakeState(pattern, Blake2bHash.Instance, false, b.Prologue(header, false), b.Static.Pair, isXX ? null : alice.StaticPublic, v.Hex("psk"));
        initiator.FixEphemeral(Draw(v, "initiator_draws", 1));
        responder.FixEphemeral(Draw(v, "responder_draws", 0));

        Pass(initiator, responder, header, v.Hex("hs1_payload"), v.Hex("hs1"));
        Verify(a, false, v, bob, Pass(responder, initiator, [1, 2, .. header[3..19]], v.Hex("hs2_payload"), v.Hex("hs2")), v.Hex("hs2_payload"));
        if (isXX) Verify(b, true, v, alice, Pass(initiator, responder, [1, 3, .. header[3..19]], v.Hex("hs3_payload"), v.Hex("hs3")), v.Hex("hs3_payload"));
        Assert.Equal(v.Hex("h"), responder.HandshakeHash.ToArray());
        using var seeds = SessionSeeds.Derive(responder, v.Hex("ss_mlkem"));
        Assert.Equal(v.Hex("root"), seeds.Root.ToArray());
        Assert.Equal(v.Hex("session_id"), seeds.SessionId);
        Assert.Equal(v.Hex("session_id"), v.Hex("confirm")[2..34]);
    }

    [Fact]
    public void The_implementation_answers_the_recorded_first_messages()
    {
        foreach (var v in VectorFile.Read().List("handshakes").Take(2))
        {
            ModelPeer alice = new("alice", v.Hex("suites")), bob = new("bob", v.Hex("suites"));
            var context = bob.ForImplementation(alice, v.Str("pattern") != "XX");
            Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(context, v.Hex("hs1"), TestPeer.Start, out var responder));
            Assert.Equal(v.Hex("hs2").Length, responder!.Hs2.Length);
            Assert.NotEqual(Refusal.None, ResponderHandshake.TryAccept(context with { Network = "other", Suites = [9] }, v.Hex("hs1"), TestPeer.Start, out _));
        }
    }

    [Fact]
    public void The_recorded_ML_KEM_ciphertext_decapsulates_to_the_recorded_secret()
    {
        var v = VectorFile.Read().List("handshakes")[1];
        using var dk = new SecureData(Cryptography.MLKem768.PrivateKeySize);
        byte[] ek = new byte[1184], secret = new byte[32];
        Cryptography.MLKem768.DeriveKeyPair(Draw(v, "initiator_draws", 2), ek, dk.Span);
        Assert.Equal(HandshakePayload.TryDecode(v.Hex("hs1_payload"), [1])!.Ek, ek);
        Assert.True(Cryptography.MLKem768.TryDecapsulate(dk.Span, HandshakePayload.TryDecode(v.Hex("hs2_payload"), [2, 3, 4, 5, 6, 8])!.Ct, secret));
        Assert.Equal(v.Hex("ss_mlkem"), secret);
    }

    private static byte[] Draw(JsonNode v, string list, int index) => Convert.FromHexString((string)v[list]![index]!);

    // Writes, compares with the record, reads; returns h as the signature has it.
    private static byte[] Pass(HandshakeState from, HandshakeState to, byte[] header, byte[] payload, byte[] recorded)
    {
        byte[] message = new byte[4096], read = new byte[4096];
        var at = from.TryWriteTokens(message);
        at += from.WritePayload(payload, message.AsSpan(at));
        Assert.Equal(recorded, ModelBytes.Join(header, message[..at]));
        var tokens = to.TryReadTokens(message.AsSpan(0, at));
        var h = to.HandshakeHash.ToArray();
        var length = to.TryReadPayload(message.AsSpan(tokens, at - tokens), read);
        Assert.Equal(payload, read[..length]);
        return h;
    }

    private static void Verify(SessionContext verifier, bool peerIsInitiator, JsonNode v, ModelPeer peer, byte[] h, byte[] encoded)
    {
        var payload = (HandshakePayload.TryDecode(encoded, [2, 3, 4, 5, 6, 8]) ?? HandshakePayload.TryDecode(encoded, [2, 3, 4, 6, 8]) ?? HandshakePayload.TryDecode(encoded, [3, 6, 8]))!;
        var suite = (byte)v.Int("suite");
        Assert.True(HandshakeSignature.Verify(verifier, peerIsInitiator, suite, h, peer.StaticPublic, payload));
        Assert.False(HandshakeSignature.Verify(verifier, !peerIsInitiator, suite, h, peer.StaticPublic, payload));
    }
}
