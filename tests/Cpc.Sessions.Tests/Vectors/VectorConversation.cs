using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;
using static Cpc.Sessions.Tests.Vectors.VectorObject;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>A conversation in one epoch of KK with suite 1: turns, skips over turns, a late, a replayed and a lost one.</summary>
internal static class VectorConversation
{
    // "a" lets Alice send, "b" Bob; ">2" lets the frame sent as number 2 arrive.
    private static readonly string[] Script =
    [
        "a", ">0", ">2", "a", "a", "a", ">5", "b", "b", ">7", "a", ">8", ">3", ">3", "b", "b", ">10", ">6", "a", "a", ">12", ">11", "b", ">13", ">4", ">1", ">4",
    ];

    public static JsonObject Play()
    {
        var (alice, bob) = VectorHandshakes.Contexts("conversation", true, 1);
        var exchange = new ModelRandom("conversation").Bytes(16);
        var initiator = new ModelInitiator(alice, ModelHandshake.KK, exchange);
        Assert.Equal(Refusal.None, ModelResponder.Accept(bob, initiator.Hs1, 0, null, out var responder));
        Assert.Equal(Refusal.None, initiator.ReceiveHs2(responder!.Hs2, 0, 0, out var frames, out var epoch, out _));
        ModelSession a = new(alice, epoch!, exchange), b = new(bob, responder.Epoch!, exchange);
        var sent = new List<(bool ByAlice, byte[] Frame)> { (true, frames[0]) };
        var steps = new List<JsonObject>();
        foreach (var step in Script)
        {
            if (step[0] is 'a' or 'b')
            {
                byte[] payload = ModelBytes.Ascii($"message {sent.Count}");
                var from = step == "a" ? a : b;
                Assert.Equal(Refusal.None, from.Encrypt(3, payload, ModelCrypto.Blake3(payload), 0, out var frame));
                sent.Add((step == "a", frame!));
                steps.Add(Of(("send", sent.Count - 1)));
                continue;
            }

            var index = int.Parse(step[1..], System.Globalization.CultureInfo.InvariantCulture);
            var received = (sent[index].ByAlice ? b : a).Receive(sent[index].Frame, 0);
            if (received is { Kind: 1, Reply: { } ack }) sent.Add((false, ack));
            steps.Add(Of(("arrive", index), ("refusal", received.Refusal)));
        }

        var messages = alice.Keys.Sealed.Select((s, i) => Of(("number", i), ("sender", ModelBytes.Same(s.Sender, alice.Own) ? "alice" : "bob"), ("kind", (int)s.Frame[34]),
            ("payload", s.Payload), ("header_key", s.HeaderKey), ("header", s.Header), ("message_key", s.MessageKey), ("frame", s.Frame)));
        var result = Of([("suites", alice.Suites), ("suite", 1), ("epoch", 0), .. VectorGenerator.Seeds(epoch!.Seeds),
            ("initiator_draws", alice.Random.Draws), ("responder_draws", bob.Random.Draws), ("hs1", initiator.Hs1), ("hs2", responder.Hs2)]);
        result["messages"] = List(messages);
        result["steps"] = List(steps);
        return result;
    }
}
