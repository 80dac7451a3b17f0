using Cpc.Sessions.Frames;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>HS1: its header, and the handshake behind it.</summary>
internal sealed class Hs1Target(bool known) : FuzzTarget
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");
    private readonly SessionContext _bob = Bob.ForImplementation(Alice, known);

    public override string Name => known ? "hs1-kk" : "hs1-xx";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        new ModelInitiator(Alice.Facing(Bob, known, "fuzz"), known ? ModelHandshake.KK : ModelHandshake.XX, new byte[16]).Hs1,
        new ModelInitiator(new ModelPeer("alice", [1]).Facing(Bob, known, "fuzz 1"), known ? ModelHandshake.KK : ModelHandshake.XX, new byte[16]).Hs1,
    ];

    public override Refusal Feed(byte[] input)
    {
        Frame.Inspect(input, input.Length, out _);
        if (Hs1Header.TryDecode(input, out var header) == Refusal.None) Assert.Equal(input[..header!.Size], header.Encode());
        var refusal = ResponderHandshake.TryAccept(_bob, input, TestPeer.Start, out var handshake);
        Assert.Equal(refusal == Refusal.None, handshake is not null);
        handshake?.Dispose();
        return refusal;
    }

    public override void StillWorks() => Assert.Equal(Refusal.None, Feed(Seeds[0]));
}
