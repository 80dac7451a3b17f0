using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>Frames and why they are refused. "hs1" is judged by Bob, who knows Alice or not and has no session with
/// her; "session" by an established session of anyone, which none of these frames belongs to.</summary>
internal static class VectorRefusals
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");

    public static IEnumerable<JsonObject> All()
    {
        var xx = new ModelInitiator(Alice.Facing(Bob, false, "refusals xx"), ModelHandshake.XX, new byte[16]).Hs1;
        var kk = new ModelInitiator(Alice.Facing(Bob, true, "refusals kk"), ModelHandshake.KK, new byte[16]).Hs1;
        yield return Hs1("XX", xx, false);
        yield return Hs1("KK", kk, true);
        yield return Hs1("KK of a peer not known", kk, false);
        yield return Hs1("version 2", With(xx, 0, 2), false);
        yield return Hs1("type 2", With(xx, 1, 2), false);
        yield return Hs1("pattern 0", With(xx, 2, 0), false);
        yield return Hs1("pattern 3, a rotation of nothing", With(xx, 2, 3), false);
        yield return Hs1("pattern 4", With(xx, 2, 4), false);
        yield return Hs1("epoch 1 of a first handshake", With(xx, 38, 1), false);
        yield return Hs1("an old session-id in a first handshake", With(xx, 39, 1), false);
        yield return Hs1("a static-seq-i in XX", With(xx, 74, 1), false);
        yield return Hs1("a static-seq-r in XX", With(xx, 78, 1), false);
        yield return Hs1("no suites", With(xx, 79, 0), false);
        yield return Hs1("nine suites", With(xx, 79, 9), false);
        yield return Hs1("suites not falling", With(xx, 80, 1), false);
        yield return Hs1("no suite in common", With(With(xx, 80, 9), 81, 8), false);
        yield return Hs1("another static-seq-i in KK", With(kk, 74, 1), true);
        yield return Hs1("another exchange in KK", With(kk, 19, 1), true);
        yield return Hs1("e = 0", Put(xx, 82, new byte[32]), false);
        yield return Hs1("e = p", Put(xx, 82, [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f]), false);
        yield return Hs1("a byte follows", [.. xx, 0], false);
        yield return Hs1("header only", xx[..82], false);
        yield return Hs1("79 bytes", xx[..79], false);
        yield return Hs1("ek with a coefficient of 4095", With(With(xx, xx.Length - 1184, 0xff), xx.Length - 1183, 0xff), false);

        byte[] data = [1, 4, .. new byte[32], 3, .. new byte[32 + 24 + 84 + 16]];
        yield return Session("data of an unknown session", data);
        yield return Session("data one byte too short", data[..^1]);
        yield return Session("data of kind 0", With(data, 34, 0));
        yield return Session("data of kind 7", With(data, 34, 7));
        yield return Session("data of version 0", With(data, 0, 0));
        yield return Session("empty", []);
        yield return Session("one byte", [1]);
        yield return Session("type 0", [1, 0]);
        yield return Session("type 6", [1, 6]);
        yield return Session("HS2 of no handshake", [1, 2, .. new byte[16]]);
        yield return Session("HS3 in a session", [1, 3, .. new byte[16]]);
        yield return Session("XX in a session", xx);
        byte[] refuse = [1, 5, 8, .. new byte[32], 0, 5];
        yield return Session("REFUSE of no handshake", refuse);
        yield return Session("REFUSE 0", With(refuse, 2, 0));
        yield return Session("REFUSE 18", With(refuse, 2, 18));
        yield return Session("REFUSE cut short", refuse[..^1]);
        yield return Session("REFUSE with a byte more", [.. refuse, 0]);
    }

    private static byte[] With(byte[] frame, int at, byte value) => Put(frame, at, [value]);

    private static byte[] Put(byte[] frame, int at, byte[] part) => [.. frame[..at], .. part, .. frame[(at + part.Length)..]];

    private static JsonObject Hs1(string what, byte[] frame, bool known) =>
        VectorObject.Of(("what", what), ("to", known ? "hs1, Alice known" : "hs1, Alice not known"), ("frame", frame),
            ("refusal", ModelResponder.Accept(Bob.Facing(Alice, known, "refusals bob"), frame, 0, null, out _)));

    private static JsonObject Session(string what, byte[] frame) =>
        VectorObject.Of(("what", what), ("to", "session"), ("frame", frame), ("refusal", new ModelPair("mm", true, 1).Responder.Receive(frame, 0).Refusal));
}
