using Cpc.Sessions.Frames;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>REFUSE frames: what is read is what was written.</summary>
internal sealed class RefuseTarget : FuzzTarget
{
    public override string Name => "refuse";

    public override IReadOnlyList<byte[]> Seeds { get; } = [RefuseFrame.Handshake(Refusal.Busy, new byte[16]).Encode(), new RefuseFrame(Refusal.TooLarge, [.. Enumerable.Repeat((byte)7, 32)], 60_000).Encode()];

    public override Refusal Feed(byte[] input)
    {
        if (RefuseFrame.TryDecode(input) is not { } frame) return Refusal.Malformed;
        Assert.Equal(input, frame.Encode());
        Assert.InRange((int)frame.Code, 1, 17);
        return Refusal.None;
    }

    public override void StillWorks() => Assert.All(Seeds, seed => Assert.Equal(Refusal.None, Feed(seed)));
}
