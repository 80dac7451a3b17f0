namespace Cpc.Sessions.Tests.Model;

/// <summary>A static record (protocol.md §1). Times are Unix seconds.</summary>
internal sealed record ModelRecord(byte[] PeerId, byte[] X25519, ulong NotBefore, ulong NotAfter, uint Seq, byte[] Suites)
{
    public const ulong Skew = 300;

    public byte[] Sign(byte[] identitySeed)
    {
        var map = Map();
        map[7] = ModelCrypto.Sign(identitySeed, Signed());
        return ModelCbor.Map(map);
    }

    public static Refusal TryRead(byte[] bytes, byte[] expectedPeer, ulong now, out ModelRecord? record)
    {
        record = null;
        var map = ModelCbor.ReadMap(bytes);
        if (map is null || !map.Keys.SequenceEqual([1, 2, 3, 4, 5, 6, 7])) return Refusal.Malformed;
        if (map[1] is not byte[] { Length: 32 } id || map[2] is not byte[] { Length: 32 } x || map[6] is not byte[] { Length: >= 1 and <= 8 } suites) return Refusal.Malformed;
        if (map[3] is not ulong from || map[4] is not ulong to || map[5] is not (ulong and <= uint.MaxValue) || map[7] is not byte[] { Length: 64 } sig) return Refusal.Malformed;
        if (!ModelCrypto.IsCanonical(x)) return Refusal.Malformed;
        var read = new ModelRecord(id, x, from, to, (uint)(ulong)map[5], suites);
        if (!id.SequenceEqual(expectedPeer) || !ModelCrypto.Verify(id, read.Signed(), sig)) return Refusal.Identity;
        if (to > from + (30 * 86_400) || now + Skew < from || now > to + Skew) return Refusal.StaticExpired;
        record = read;
        return Refusal.None;
    }

    private byte[] Signed() => ModelCbor.Enc(ModelCbor.Text("cpc/v1/static-record"), ModelCbor.Map(Map()));

    private SortedDictionary<int, object> Map() => new()
    {
        [1] = PeerId,
        [2] = X25519,
        [3] = NotBefore,
        [4] = NotAfter,
        [5] = (ulong)Seq,
        [6] = Suites,
    };
}
