namespace Cpc.Sessions.Tests.Model;

/// <summary>The model and the implementation understand each other byte for byte, whoever begins. "m" is the model,
/// "i" the implementation; the first begins.</summary>
public class InteroperabilityTests
{
    public static TheoryData<string, bool, byte> Pairs()
    {
        var data = new TheoryData<string, bool, byte>();
        foreach (var who in new[] { "mm", "mi", "im", "ii" })
        {
            foreach (var known in new[] { false, true })
            {
                data.Add(who, known, 1);
                data.Add(who, known, 2);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Handshake_and_messages_in_any_order_over_turns(string who, bool known, byte suite)
    {
        var pair = new ModelPair(who, known, suite);
        byte[][] early = [.. Enumerable.Range(0, 5).Select(i => ModelPair.Send(pair.Initiator, [1, (byte)i]))];
        ModelPair.Arrives(pair.Responder, early[3], [1, 3]);
        ModelPair.Deliver(pair.Responder, pair.Initiator, [2, 0]);
        byte[][] back = [.. Enumerable.Range(1, 3).Select(i => ModelPair.Send(pair.Responder, [2, (byte)i]))];
        ModelPair.Deliver(pair.Initiator, pair.Responder, [1, 5]);
        foreach (var i in new[] { 4, 0, 2, 1 }) ModelPair.Arrives(pair.Responder, early[i], [1, (byte)i]);
        foreach (var i in new[] { 2, 0, 1 }) ModelPair.Arrives(pair.Initiator, back[i], [2, (byte)(i + 1)]);
        Assert.Equal(Refusal.Undecryptable, pair.Responder.Receive(early[0], 0).Refusal);
        Assert.Equal(pair.Initiator.Status.Sent, pair.Responder.Status.Received);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_flipped_bit_of_a_message_is_refused_with_the_same_code(string who, bool known, byte suite)
    {
        var pair = new ModelPair(who, known, suite);
        var frame = ModelPair.Send(pair.Initiator, [1, 2, 3, 4]);
        for (var i = 0; i < frame.Length; i++)
        {
            var bad = (byte[])frame.Clone();
            bad[i] ^= (byte)(1 << (i % 8));
            var expected = i switch
            {
                0 => Refusal.Version,
                1 => Refusal.Malformed,
                < 34 => Refusal.UnknownSession,
                34 when (byte)(frame[i] ^ (1 << (i % 8))) is 0 or > 6 => Refusal.Malformed,
                34 when bad[i] == 1 => Refusal.Duplicate,
                _ => Refusal.Undecryptable,
            };
            Assert.Equal(expected, pair.Responder.Receive(bad, 0).Refusal);
        }

        ModelPair.Arrives(pair.Responder, frame, [1, 2, 3, 4]);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Rotation_with_KKpsk0_begun_by_either_side(string who, bool known, byte suite)
    {
        foreach (var turn in new[] { false, true })
        {
            var pair = new ModelPair(who, known, suite);
            var (from, to) = turn ? (pair.Responder, pair.Initiator) : (pair.Initiator, pair.Responder);
            for (var i = 1; i < 46; i++) ModelPair.Deliver(from, to, [(byte)i]);
            var late = ModelPair.Send(to, [77]);
            var old = from.SessionId;
            var hs1 = Assert.Single(from.Tick(0));
            var confirm = from.Receive(to.Receive(hs1, 0).Reply!, 0).Reply!;
            Assert.Equal(Refusal.None, from.Receive(to.Receive(confirm, 0).Reply!, 0).Refusal);
            Assert.Equal(from.SessionId, to.SessionId);
            Assert.NotEqual(old, from.SessionId);
            ModelPair.Arrives(from, late, [77]);
            ModelPair.Deliver(from, to, [1]);
            ModelPair.Deliver(to, from, [2]);
            Assert.Equal((false, true, false, 1u, 2u, 2u), from.Status);
            Assert.Equal(from.Status, to.Status);
        }
    }

    [Theory]
    [InlineData("mi")]
    [InlineData("im")]
    public void Another_network_s_prologue_fails_at_HS2(string who)
    {
        ModelPeer alice = new("alice"), bob = new("bob");
        IParty a = who == "mi" ? new ModelParty(alice.Facing(bob, false, "a") with { Network = "other" }) : new ImplementationParty(alice.ForImplementation(bob, false) with { Network = "other" });
        IParty b = who == "mi" ? new ImplementationParty(bob.ForImplementation(alice, false)) : new ModelParty(bob.Facing(alice, false, "b"));
        var (refusal, hs2) = b.Accept(a.Start(new byte[16], 0), 0);
        Assert.Equal(Refusal.None, refusal);
        Assert.Equal(Refusal.HandshakeFailed, a.ReceiveHs2(hs2, 0).Refusal);
    }
}
