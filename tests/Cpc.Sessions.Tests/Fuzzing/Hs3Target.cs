using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>The payload of HS3 as a hostile initiator seals it.</summary>
internal sealed class Hs3Target : FuzzTarget
{
    private static readonly ModelPeer Alice = new("alice", [1]), Bob = new("bob", [1]);

    public override string Name => "hs3";

    public override IReadOnlyList<byte[]> Seeds { get; } = [Sealed()];

    public override Refusal Feed(byte[] input)
    {
        var hostile = new ModelInitiator(Alice.Facing(Bob, false, "hostile") with { BeforeSealing = p => p.Length == 0 ? p : input }, ModelHandshake.XX, new byte[16]);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(Bob.ForImplementation(Alice, false), hostile.Hs1, TestPeer.Start, out var responder));
        // The ratchet's headers pass through the same hook; Confirm is of no interest here.
        Assert.Equal(Refusal.None, hostile.ReceiveHs2(responder!.Hs2, 0, 0, out var frames, out _, out _));
        var refusal = responder.TryReceiveHs3(frames[0], TestPeer.Start, out var session);
        Assert.Equal(refusal == Refusal.None, session is not null);
        session?.Dispose();
        return refusal;
    }

    public override void StillWorks() => _ = new ModelPair("mi", false, 1);

    private static byte[] Sealed()
    {
        var sealedPayloads = new List<byte[]>();
        var initiator = new ModelInitiator(Alice.Facing(Bob, false, "fuzz") with
        {
            BeforeSealing = p =>
            {
                sealedPayloads.Add(p);
                return p;
            },
        }, ModelHandshake.XX, new byte[16]);
        ModelResponder.Accept(Bob.Facing(Alice, false, "fuzz"), initiator.Hs1, 0, null, out var responder);
        initiator.ReceiveHs2(responder!.Hs2, 0, 0, out _, out _, out _);
        return sealedPayloads[1];
    }
}
