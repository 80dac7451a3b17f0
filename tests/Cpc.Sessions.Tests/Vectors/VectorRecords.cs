using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>A static record that is accepted, and its refusal twins.</summary>
internal static class VectorRecords
{
    public static IEnumerable<JsonObject> All()
    {
        var alice = new ModelPeer("alice");
        var record = alice.Record;
        var good = alice.RecordBytes;
        yield return Judge("valid", good, 0);
        yield return Judge("valid until not_after + 300 s", good, (30 * 86_400) + 300);
        yield return Judge("expired by one second more", good, (30 * 86_400) + 301);
        yield return Judge("valid from not_before - 300 s", good, -300);
        yield return Judge("not yet valid by one second more", good, -301);
        yield return Judge("claims more than 30 days", Signed(record with { NotAfter = record.NotAfter + 1 }), 0);
        yield return Judge("another peer's", new ModelPeer("bob").RecordBytes, 0);
        yield return Judge("x25519 = p, not canonical", Signed(record with { X25519 = [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f] }), 0);
        yield return Judge("no suites", Signed(record with { Suites = [] }), 0);
        yield return Judge("nine suites", Signed(record with { Suites = [9, 8, 7, 6, 5, 4, 3, 2, 1] }), 0);
        yield return Judge("a byte follows", [.. good, 0], 0);
        yield return Judge("cut short", good[..^1], 0);
        yield return Judge("empty", [], 0);
        yield return Judge("signature changed", [.. good[..^1], (byte)(good[^1] ^ 1)], 0);
        yield return Judge("indefinite-length map", [0xbf, .. good[1..], 0xff], 0);
        yield return Judge("key 1 in two bytes", [good[0], 0x18, 0x01, .. good[2..]], 0);
        yield return Judge("seq changed", Changed(good, ModelBytes.U32(record.Seq)), 0);

        byte[] Signed(ModelRecord changed) => changed.Sign(alice.IdentitySeed);
    }

    private static byte[] Changed(byte[] record, byte[] part)
    {
        var changed = (byte[])record.Clone();
        changed[record.AsSpan().IndexOf(part) + 3] ^= 1;
        return changed;
    }

    private static JsonObject Judge(string what, byte[] bytes, long at)
    {
        var now = (ulong)((long)ModelPeer.Now + at);
        var refusal = ModelRecord.TryRead(bytes, new ModelPeer("alice").Id, now, out _);
        return VectorObject.Of(("what", what), ("peer_id", new ModelPeer("alice").Id), ("now", (uint)now), ("record", bytes), ("refusal", refusal));
    }
}
