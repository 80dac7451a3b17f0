namespace Cpc.Sessions.Tests.Model;

/// <summary>What heals: new ratchet keys at each turn, new handshake keys at each rotation. The peer would not notice
/// old ones, so the model looks at what it is sent.</summary>
public class HealingTests
{
    [Theory]
    [InlineData("mi")]
    [InlineData("im")]
    public void Each_turn_of_the_implementation_brings_a_new_ratchet_key(string who)
    {
        var pair = new ModelPair(who, true, 1);
        var (model, implementation) = who == "mi" ? (pair.Initiator, pair.Responder) : (pair.Responder, pair.Initiator);
        pair.Keys.PeerKeys.Clear();
        for (byte i = 0; i < 10; i++)
        {
            ModelPair.Deliver(model, implementation, [i]);
            ModelPair.Deliver(implementation, model, [i]);
            ModelPair.Deliver(implementation, model, [i]);
        }

        Assert.Equal(20, pair.Keys.PeerKeys.Count);
        Assert.Equal(10, pair.Keys.PeerKeys.Select(ModelBytes.Hex).Distinct().Count());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public void Two_handshakes_of_the_implementation_share_no_key(bool known, byte suite)
    {
        byte[] suites = suite == 1 ? [1] : [2, 1];
        ModelPeer alice = new("alice", suites), bob = new("bob", suites);
        var hs1 = Enumerable.Range(0, 2).Select(_ => new ImplementationParty(alice.ForImplementation(bob, known)).Start(new byte[16], 0)).ToArray();
        var hs2 = Enumerable.Range(0, 2).Select(_ => new ImplementationParty(bob.ForImplementation(alice, known)).Accept(hs1[0], 0).Hs2).ToArray();
        var e = 80 + suites.Length;
        Assert.NotEqual(hs1[0][3..19], hs1[1][3..19]);
        Assert.NotEqual(hs1[0][e..(e + 32)], hs1[1][e..(e + 32)]);
        Assert.NotEqual(hs2[0][18..50], hs2[1][18..50]);
        // Of HS1 in XX the encapsulation key is in clear.
        if (suite == 2 && !known) Assert.NotEqual(hs1[0][^100..], hs1[1][^100..]);
        // b0 is no Noise key, and another each time, though the same HS1 was answered.
        var b0 = Enumerable.Range(0, 2).Select(_ => B0(alice, bob, known)).ToArray();
        Assert.NotEqual(b0[0].B0, b0[1].B0);
        Assert.All(b0, x => Assert.NotEqual(x.E, x.B0));
    }

    private static (byte[] E, byte[] B0) B0(ModelPeer alice, ModelPeer bob, bool known)
    {
        var initiator = new ModelInitiator(alice.Facing(bob, known, "b0"), known ? ModelHandshake.KK : ModelHandshake.XX, new byte[16]);
        var hs2 = new ImplementationParty(bob.ForImplementation(alice, known)).Accept(initiator.Hs1, 0).Hs2;
        Assert.Equal(Refusal.None, initiator.ReceiveHs2(hs2, 0, 0, out _, out _, out _));
        return (hs2[18..50], initiator.B0);
    }
}
