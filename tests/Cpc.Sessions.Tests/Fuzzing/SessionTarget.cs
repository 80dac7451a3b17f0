using Cpc.Sessions.Frames;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>An established session that gets frames of all types; the frames of the corpus are made to name it, so that
/// they get past the first check.</summary>
internal sealed class SessionTarget : FuzzTarget
{
    private readonly ISide _responder;
    private readonly byte[][] _valid;

    public SessionTarget()
    {
        var pair = new ModelPair("mi", true, 1);
        _responder = pair.Responder;
        var skipped = ModelPair.Send(pair.Initiator, [1]);
        ModelPair.Deliver(pair.Initiator, pair.Responder, [2]);
        ModelPair.Deliver(pair.Responder, pair.Initiator, [3]);
        // Of a skipped key, of the next chain, and of one further on in it.
        _valid = [skipped, ModelPair.Send(pair.Initiator, [4, 5, 6]), ModelPair.Send(pair.Initiator, new byte[300])];
        Seeds = [.. _valid, [1, 5, 8, .. new byte[32], 0, 5], [1, 2, .. new byte[100]], [1, 3, .. new byte[100]],
            new ModelHs1(3, new byte[16], new ModelRandom("pair").Bytes(16), 1, pair.Responder.SessionId, pair.Alice.Record.Seq, pair.Bob.Record.Seq, [1]).Encode()];
    }

    public override string Name => "session";

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override byte[] Adopt(byte[] input)
    {
        var at = input.Length < 80 ? 0 : input[1] switch { 4 => 2, 1 => 39, _ => 0 };
        return at == 0 ? input : [.. input[..at], .. _responder.SessionId, .. input[(at + 32)..]];
    }

    public override Refusal Feed(byte[] input)
    {
        if (_valid.Any(v => v.SequenceEqual(input))) return Refusal.None;
        Frame.Inspect(input, input.Length, out _);
        DataHeader.Inspect(input);
        var before = _responder.Status;
        var received = _responder.Receive(input, 0);
        Assert.Equal(before, _responder.Status);
        Assert.Null(received.Payload);
        if (received.Refusal == Refusal.None) Assert.Equal((byte)FrameType.Refuse, input[1]);
        return received.Refusal;
    }

    public override void StillWorks()
    {
        Assert.Equal([0x01], _responder.Receive(_valid[0], 0).Payload);
        Assert.Equal(new byte[300], _responder.Receive(_valid[2], 0).Payload);
        Assert.Equal([4, 5, 6], _responder.Receive(_valid[1], 0).Payload);
    }
}
