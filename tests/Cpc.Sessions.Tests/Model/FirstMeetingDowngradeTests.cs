namespace Cpc.Sessions.Tests.Model;

/// <summary>XX: what the initiator signs in HS3 that it can do must not exceed what reached the responder as its offer.</summary>
public class FirstMeetingDowngradeTests
{
    [Theory]
    [InlineData(new byte[] { 1 }, new byte[] { 1 }, Refusal.None)]
    [InlineData(new byte[] { 2, 1 }, new byte[] { 1 }, Refusal.Downgrade)]
    [InlineData(new byte[] { 1 }, new byte[] { 2, 1 }, Refusal.Downgrade)]
    public void An_offer_of_suite_1_with_signed_claims_of_suite_2_is_a_downgrade(byte[] record, byte[] signed, Refusal expected)
    {
        ModelPeer alice = new("alice", record), bob = new("bob");
        var context = alice.Facing(bob, false, "hostile") with { Suites = [1], BeforeSigning = payload => payload[3] = payload.ContainsKey(2) ? payload[3] : signed };
        var initiator = new ModelInitiator(context, ModelHandshake.XX, new byte[16]);
        // Bob's own record says suite 2, and he takes the offered 1.
        SessionPair.Expect(ResponderHandshake.TryAccept(bob.ForImplementation(alice, false), initiator.Hs1, TestPeer.Start, out var responder));
        SessionPair.Expect(initiator.ReceiveHs2(responder!.Hs2, 0, 0, out var frames, out _, out _));
        Assert.Equal(expected, responder.TryReceiveHs3(frames[0], TestPeer.Start, out var session));
        Assert.Equal(expected == Refusal.None, session is not null);
        session?.Dispose();
    }
}
