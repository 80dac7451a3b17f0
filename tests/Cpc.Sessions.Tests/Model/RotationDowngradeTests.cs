using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.Tests.Model;

/// <summary>A rotation never lowers the suite (protocol.md §3), even where neither records nor memory of the peer would
/// show it: the hostile peer's record says suite 1, the epoch has suite 2.</summary>
public class RotationDowngradeTests
{
    private static readonly byte[] Exchange = new byte[16];

    [Theory]
    [InlineData(new byte[] { 2, 1 }, Refusal.None)]
    [InlineData(new byte[] { 1 }, Refusal.Downgrade)]
    public void An_offer_below_the_epoch_s_suite_is_refused_by_the_responder(byte[] offer, Refusal expected)
    {
        ModelPeer alice = new("alice", [1]), bob = new("bob");
        var hostile = alice.Facing(bob, true, "hostile") with { Suites = [2, 1] };
        var initiator = new ModelInitiator(hostile, ModelHandshake.KK, Exchange);
        SessionPair.Expect(ResponderHandshake.TryAccept(bob.ForImplementation(alice, true), initiator.Hs1, TestPeer.Start, out var responder));
        SessionPair.Expect(initiator.ReceiveHs2(responder!.Hs2, 0, 0, out var frames, out var epoch, out _));
        using var session = responder.TakeSession();
        SessionPair.Expect(session.Receive(frames[0], TestPeer.Start).Refusal);
        Assert.Equal(Suite.PostQuantum, session.SuiteNumber);
        var rotation = new ModelInitiator(hostile with { Suites = offer }, ModelHandshake.KKpsk0, Exchange, epoch);
        Assert.Equal(expected, session.Receive(rotation.Hs1, TestPeer.Start).Refusal);
    }

    [Theory]
    [InlineData(2, Refusal.None)]
    [InlineData(1, Refusal.Downgrade)]
    public void A_choice_below_the_epoch_s_suite_is_refused_by_the_initiator(byte choice, Refusal expected)
    {
        ModelPeer alice = new("alice"), bob = new("bob", [1]);
        var hostile = bob.Facing(alice, true, "hostile") with { Suites = [2, 1] };
        using var initiator = InitiatorHandshake.Start(alice.ForImplementation(bob, true), Exchange, TestPeer.Start);
        SessionPair.Expect(ModelResponder.Accept(hostile, initiator.Hs1, 0, null, out var responder));
        SessionPair.Expect(initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out var frames, out var session));
        SessionPair.Expect(session!.Receive(new ModelSession(hostile, responder.Epoch!, Exchange).Receive(frames[0], 0).Reply!, TestPeer.Start).Refusal);
        for (var i = 0; i < 45; i++) SessionPair.Expect(session.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), TestPeer.Start, out _));

        var hs1 = Assert.Single(session.Tick(TestPeer.Start));
        var old = new ModelEpoch { Ratchet = responder.Epoch!.Ratchet, Seeds = responder.Epoch.Seeds, Suite = choice, Number = 0, State = "active" };
        SessionPair.Expect(ModelResponder.Accept(hostile with { Suites = choice == 1 ? [1] : [2, 1] }, hs1, 0, old, out var rotation));
        Assert.Equal(expected, session.Receive(rotation!.Hs2, TestPeer.Start).Refusal);
        session.Dispose();
    }
}
