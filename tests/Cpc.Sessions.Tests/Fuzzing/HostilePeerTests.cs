using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>A peer with all its keys who lies inside the encryption: in inner headers and in signed payloads.</summary>
public class HostilePeerTests
{
    [Fact]
    public void Inner_headers_of_any_content_are_judged_as_by_the_model_and_honest_messages_follow() => Headers(1, 300);

    [Fact]
    [Trait("Category", "Long")]
    public void Thousands_of_inner_headers_are_judged_as_by_the_model() => Headers(2, 5_000);

    public static TheoryData<int, byte[], Refusal> SignedLies() => new()
    {
        { 4, new byte[32], Refusal.HandshakeFailed },
        { 4, [1, .. new byte[31]], Refusal.HandshakeFailed },
        { 4, [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f], Refusal.Malformed },
        { 4, new byte[31], Refusal.Malformed },
        { 3, [9], Refusal.None },
        { 3, [3, 2, 1], Refusal.None },
        { 3, [], Refusal.Malformed },
        { 5, new byte[1088], Refusal.None },
        { 5, new byte[1087], Refusal.Malformed },
        { 6, new ModelPeer("mallory").RecordBytes, Refusal.Identity },
        { 6, [0xa0], Refusal.Malformed },
        { 9, new byte[32], Refusal.Malformed },
    };

    [Theory]
    [MemberData(nameof(SignedLies))]
    public void A_properly_signed_lie_in_HS2_is_refused_where_it_can_be_seen(int key, byte[] value, Refusal expected)
    {
        ModelPeer alice = new("alice"), bob = new("bob");
        using var initiator = InitiatorHandshake.Start(alice.ForImplementation(bob, false), new byte[16], TestPeer.Start);
        var hostile = bob.Facing(alice, false, "hostile") with { BeforeSigning = payload => payload[key] = value };
        Assert.Equal(Refusal.None, ModelResponder.Accept(hostile, initiator.Hs1, 0, null, out var responder));
        Assert.Equal(expected, initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out var frames, out _));
        if (key != 5 || expected != Refusal.None) return;
        // A forged ciphertext gives a secret of its own (implicit rejection), and Confirm does not open.
        Assert.Equal(Refusal.None, responder.ReceiveHs3(frames[0], 0, out _));
        Assert.NotEqual(frames[1][2..34], responder.Epoch!.SessionId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0)]
    public void A_signed_choice_of_suite_other_than_the_best_is_a_downgrade(byte suite)
    {
        ModelPeer alice = new("alice"), bob = new("bob");
        using var initiator = InitiatorHandshake.Start(alice.ForImplementation(bob, false), new byte[16], TestPeer.Start);
        var hostile = bob.Facing(alice, false, "hostile") with
        {
            BeforeSigning = payload =>
            {
                payload[2] = (ulong)suite;
                payload.Remove(5);
            },
        };
        Assert.Equal(Refusal.None, ModelResponder.Accept(hostile, initiator.Hs1, 0, null, out var responder));
        // The model signs for suite 2, and the signature covers the suite.
        Assert.Equal(Refusal.Identity, initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out _, out _));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(36)]
    [InlineData(40)]
    public void A_number_of_50_in_an_inner_header_is_beyond_the_limit_and_an_honest_message_follows(int at)
    {
        ModelPeer alice = new("alice", [1]), bob = new("bob", [1]);
        var lies = false;
        var a = new ModelParty(alice.Facing(bob, true, "hostile") with
        {
            BeforeSealing = p => lies && p.Length == 44 ? ModelBytes.Join(p[..at], ModelBytes.U32(50), p[(at + 4)..]) : p,
        });
        var (initiator, responder, confirm) = ModelPair.Connect(a, new ImplementationParty(bob.ForImplementation(alice, true)), true, new byte[16], 0);
        initiator.Receive(responder.Receive(confirm, 0).Reply!, 0);
        lies = true;
        Assert.Equal(Refusal.Limit, responder.Receive(ModelPair.Send(initiator, [1]), 0).Refusal);
        lies = false;
        ModelPair.Deliver(initiator, responder, [2]);
    }

    private static void Headers(int seed, int count)
    {
        var random = new Random(seed);
        uint[] numbers = [0, 1, 2, 5, 48, 49, 50, 0x8000_0000, 0xffff_ffff];
        for (var run = 0; run < count / 15; run++)
        {
            // Two receivers, the model's and the implementation's, of the same hostile sender can't share a session; so
            // the same lies go through two worlds.
            var lies = Enumerable.Range(0, 15).Select(_ => (Field: random.Next(6), Value: numbers[random.Next(numbers.Length)], Turn: random.Next(4) == 0)).ToList();
            Assert.Equal(Judge("mm", lies), Judge("mi", lies));
        }
    }

    private static List<Refusal> Judge(string who, List<(int Field, uint Value, bool Turn)> lies)
    {
        using var storage = new StorageScope(8, 8);
        ModelPeer alice = new("alice", [1]), bob = new("bob", [1]);
        (int Field, uint Value, bool Turn)? lie = null;
        byte[] Lie(byte[] header)
        {
            if (header.Length != 44 || lie is not { } l) return header;
            return l.Field switch
            {
                0 => [.. new byte[32], .. header[32..]],
                1 => [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f, .. header[32..]],
                2 => [.. header[..32], .. ModelBytes.U32(l.Value), .. header[36..]],
                3 => [.. header[..36], .. ModelBytes.U32(l.Value), .. header[40..]],
                4 => [.. header[..40], .. ModelBytes.U32(l.Value)],
                _ => header,
            };
        }

        var a = new ModelParty(alice.Facing(bob, true, "hostile") with { BeforeSealing = Lie });
        IParty b = who[1] == 'm' ? new ModelParty(bob.Facing(alice, true, "bob")) : new ImplementationParty(bob.ForImplementation(alice, true));
        var (initiator, responder, confirm) = ModelPair.Connect(a, b, true, new byte[16], 0);
        initiator.Receive(responder.Receive(confirm, 0).Reply!, 0);
        var judged = new List<Refusal>();
        foreach (var next in lies)
        {
            if (next.Turn) initiator.Receive(ModelPair.Send(responder, [1]), 0);
            lie = next;
            var (refusal, frame) = initiator.Encrypt(3, [2], 0);
            if (refusal != Refusal.None) break;
            lie = null;
            judged.Add(responder.Receive(frame!, 0).Refusal);
            // An honest message follows; one that lost its number to an accepted lie is a duplicate in both worlds.
            judged.Add(responder.Receive(ModelPair.Send(initiator, [3]), 0).Refusal);
        }

        return judged;
    }
}
