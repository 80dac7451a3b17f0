using Cpc.Cryptography;
using static Cpc.Sessions.Tests.SessionPair;

namespace Cpc.Sessions.Tests;

/// <summary>KK between peers that have met, negotiation, and what is refused.</summary>
public class KnownPeerTests
{
    private static readonly Moment Now = TestPeer.Start;
    private readonly TestPeer _alice = new();
    private readonly TestPeer _bob = new();
    private readonly byte[] _exchange = SecureRandom.Bytes(16);

    [Fact]
    public void Peers_that_know_each_other_use_KK_and_Confirm_proves_the_initiator()
    {
        var pair = new SessionPair(known: true);
        Assert.True(pair.Initiator.IsConfirmed && pair.Responder.IsConfirmed);
        Delivers(pair.Responder, Send(pair.Initiator, [1]), [1]);
        Delivers(pair.Initiator, Send(pair.Responder, [2]), [2]);
    }

    [Fact]
    public void A_stolen_static_key_without_the_identity_key_is_refused_at_Confirm()
    {
        // Mallory has Alice's X25519 static but signs with her own identity.
        var mallory = new TestPeer();
        var context = _alice.Knowing(_bob) with { Identity = new Impostor(_alice.Id, mallory.Identity) };
        using var initiator = InitiatorHandshake.Start(context, _exchange, Now);
        Assert.True(initiator.IsKK);
        Expect(ResponderHandshake.TryAccept(_bob.Knowing(_alice), initiator.Hs1, Now, out var responder));
        Expect(initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out _));
        using var session = responder.TakeSession();
        Assert.Equal(Refusal.Identity, session.Receive(frames[0], Now).Refusal);
        Assert.Equal(SessionState.Closed, session.State);
    }

    [Fact]
    public void A_responder_that_does_not_know_the_initiator_asks_for_XX()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, Now);
        Assert.Equal(Refusal.StaticUnknown, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), initiator.Hs1, Now, out _));
        using var again = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, Now, forceXX: true);
        Assert.False(again.IsKK);
        Expect(ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), again.Hs1, Now, out _));
    }

    [Fact]
    public void A_static_of_ours_that_has_expired_is_refused_until_XX()
    {
        var later = new Moment(Now.Utc.AddDays(30).AddSeconds(301), Now.Uptime);
        var alice = _alice.Knowing(_bob) with { PeerRecord = _bob.Record with { NotAfter = Now.Utc.AddDays(60) } };
        using var initiator = InitiatorHandshake.Start(alice, _exchange, later);
        Assert.Equal(Refusal.StaticExpired, ResponderHandshake.TryAccept(_bob.Knowing(_alice), initiator.Hs1, later, out _));
    }

    [Fact]
    public void Statics_that_expired_within_the_clocks_difference_still_serve()
    {
        var later = new Moment(Now.Utc.AddDays(30).AddSeconds(300), Now.Uptime);
        using var initiator = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, later);
        Assert.True(initiator.IsKK);
        Expect(ResponderHandshake.TryAccept(_bob.Knowing(_alice), initiator.Hs1, later, out var responder));
        responder!.Dispose();
    }

    [Fact]
    public void A_static_of_the_peer_that_has_expired_is_refused_too()
    {
        var later = new Moment(Now.Utc.AddDays(30).AddSeconds(301), Now.Uptime);
        var bob = _bob.Knowing(_alice);
        bob = bob with { Statics = [new OwnStatic(_bob.Static, _bob.Record.Sequence, _bob.Record.Encode(), Now.Utc.AddDays(60))] };
        var alice = _alice.Knowing(_bob) with { PeerRecord = _bob.Record with { NotAfter = Now.Utc.AddDays(60) } };
        using var initiator = InitiatorHandshake.Start(alice, _exchange, later);
        Assert.Equal(Refusal.StaticExpired, ResponderHandshake.TryAccept(bob, initiator.Hs1, later, out _));
    }

    [Fact]
    public void An_expired_record_of_the_peer_makes_the_initiator_use_XX()
    {
        var later = new Moment(Now.Utc.AddDays(31), Now.Uptime);
        using var initiator = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, later);
        Assert.False(initiator.IsKK);
    }

    [Fact]
    public void An_old_static_serves_until_its_end_and_the_new_record_travels_with_HS2()
    {
        var newer = new TestPeer();
        var record = StaticRecord.Sign(_bob.Identity, newer.Static.PublicKey, Now.Utc, Now.Utc.AddDays(30), 8, Suite.Supported);
        var bob = _bob.Knowing(_alice);
        bob = bob with { Statics = [bob.Static, new OwnStatic(newer.Static, 8, record.Encode(), record.NotAfter)] };
        using var initiator = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, Now);
        Expect(ResponderHandshake.TryAccept(bob, initiator.Hs1, Now, out var responder));
        Expect(initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out var session));
        Assert.Equal(8u, session!.PeerRecord!.Sequence);
    }

    [Fact]
    public void A_record_with_a_lower_sequence_than_seen_is_refused()
    {
        var alice = _alice.Facing(_bob.Id) with { PeerRecord = _bob.Record with { Sequence = 8 } };
        using var initiator = InitiatorHandshake.Start(alice, _exchange, Now, forceXX: true);
        Expect(ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), initiator.Hs1, Now, out var responder));
        Assert.Equal(Refusal.StaticExpired, initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_ML_KEM_on_both_sides_suite_2_is_used_and_without_it_suite_1(bool known)
    {
        Assert.Equal(Suite.PostQuantum, new SessionPair(known: known).Responder.SuiteNumber);
    }

    [Fact]
    public void A_responder_with_suite_1_only_gets_suite_1_at_a_first_meeting()
    {
        _bob.Record = StaticRecord.Sign(_bob.Identity, _bob.Static.PublicKey, Now.Utc, Now.Utc.AddDays(30), 7, [Suite.Classical]);
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        Expect(ResponderHandshake.TryAccept(_bob.Facing(_alice.Id) with { Suites = [Suite.Classical] }, initiator.Hs1, Now, out var responder));
        Expect(initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out var session));
        Assert.Equal(Suite.Classical, session!.SuiteNumber);
    }

    [Fact]
    public void A_responder_that_chooses_less_than_its_own_record_can_is_a_downgrade()
    {
        // Its signed record says suite 2, and it answers with 1.
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        Expect(ResponderHandshake.TryAccept(_bob.Facing(_alice.Id) with { Suites = [Suite.Classical] }, initiator.Hs1, Now, out var responder));
        Assert.Equal(Refusal.Downgrade, initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out _));
    }

    [Fact]
    public void Less_than_the_highest_suite_ever_used_with_the_peer_is_a_downgrade()
    {
        var bob = _bob.Facing(_alice.Id) with { HighestSuite = Suite.PostQuantum };
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id) with { Suites = [Suite.Classical] }, _exchange, Now);
        Assert.Equal(Refusal.Downgrade, ResponderHandshake.TryAccept(bob, initiator.Hs1, Now, out _));
        Expect(ResponderHandshake.TryAccept(bob with { HighestSuite = Suite.Classical }, initiator.Hs1, Now, out _));
    }

    [Fact]
    public void An_encapsulation_key_that_is_not_reduced_is_refused()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        var hs1 = initiator.Hs1.ToArray();
        // In XX the payload of message 1 is in clear: header, e, then {1: ek}; the first coefficient becomes 0xfff.
        var ek = hs1.Length - MLKem768.PublicKeySize;
        hs1[ek] = 0xff;
        hs1[ek + 1] |= 0x0f;
        Assert.Equal(Refusal.HandshakeFailed, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), hs1, Now, out _));
    }

    [Fact]
    public void Every_flipped_bit_of_KK_s_messages_is_refused()
    {
        using var probe = InitiatorHandshake.Start(_alice.Knowing(_bob), _exchange, Now);
        for (var i = 0; i < probe.Hs1.Length; i++)
        {
            var hs1 = probe.Hs1.ToArray();
            hs1[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(Refusal.None, ResponderHandshake.TryAccept(_bob.Knowing(_alice), hs1, Now, out _));
        }
    }

    private sealed class Impostor(PeerId claimed, Identity signer) : IIdentity
    {
        public PeerId PeerId => claimed;

        public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => signer.Sign(message, signature);
    }
}
