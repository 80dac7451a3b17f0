using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>Payloads of handshake and control messages: implementation and model read the same ones, and each has one
/// encoding only.</summary>
internal sealed class PayloadTarget : FuzzTarget
{
    private static readonly int[][] Masks = [[1], [2, 3, 4, 5, 6, 8], [2, 3, 4, 6, 8], [3, 6, 8], [8, 9, 10], [9, 10], [9]];

    public override string Name => "payload";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Masks.Select(mask => ModelCbor.Map(new(mask.ToDictionary(key => key, Value))))];

    public override Refusal Feed(byte[] input)
    {
        var accepted = 0;
        foreach (var mask in Masks)
        {
            var payload = HandshakePayload.TryDecode(input, mask);
            Assert.Equal(ModelHandshake.ReadPayload(input, mask) is not null, payload is not null);
            if (payload is null) continue;
            Assert.Equal(input, payload.Encode());
            accepted++;
        }

        Assert.InRange(accepted, 0, 1);
        return accepted == 1 ? Refusal.None : Refusal.Malformed;
    }

    public override void StillWorks() => Assert.All(Seeds, seed => Assert.Equal(Refusal.None, Feed(seed)));

    private static object Value(int key) => key switch
    {
        2 => 2UL,
        10 => 49UL,
        _ => new ModelRandom($"payload {key}").Bytes(key switch { 1 => 1184, 3 => 2, 5 => 1088, 6 => 170, 8 => 64, _ => 32 }),
    };
}
