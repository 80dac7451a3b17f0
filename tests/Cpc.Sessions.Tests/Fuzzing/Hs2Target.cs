using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>The payload of HS2 as a hostile responder seals it: what is fed is the CBOR map behind all the encryption.</summary>
internal sealed class Hs2Target : FuzzTarget
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");

    public override string Name => "hs2";

    public override IReadOnlyList<byte[]> Seeds { get; } = [Sealed(1), Sealed(2)];

    public override Refusal Feed(byte[] input)
    {
        using var initiator = InitiatorHandshake.Start(Alice.ForImplementation(Bob, false), new byte[16], TestPeer.Start);
        var hostile = Bob.Facing(Alice, false, "hostile") with { BeforeSealing = _ => input };
        Assert.Equal(Refusal.None, ModelResponder.Accept(hostile, initiator.Hs1, 0, null, out var responder));
        var refusal = initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out var frames, out var session);
        Assert.Equal(refusal == Refusal.None, session is not null);
        Assert.Equal(refusal == Refusal.None, frames.Length > 0);
        session?.Dispose();
        return refusal;
    }

    public override void StillWorks() => _ = new ModelPair("im", false, 2);

    private static byte[] Sealed(byte suite)
    {
        byte[] result = [], suites = suite == 1 ? [1] : [2, 1];
        ModelPeer alice = new("alice", suites), bob = new("bob", suites);
        ModelResponder.Accept(bob.Facing(alice, false, "fuzz") with { BeforeSealing = p => result = p },
            new ModelInitiator(alice.Facing(bob, false, "fuzz"), ModelHandshake.XX, new byte[16]).Hs1, 0, null, out _);
        return result;
    }
}
