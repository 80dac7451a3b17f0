using Cpc.Cryptography;

namespace Cpc.Sessions.Tests;

public class HandshakeTests
{
    private static readonly Moment Now = TestPeer.Start;
    private readonly TestPeer _alice = new();
    private readonly TestPeer _bob = new();
    private readonly byte[] _exchange = SecureRandom.Bytes(16);

    [Fact]
    public void Both_sides_reach_the_same_session()
    {
        var pair = new SessionPair();
        Assert.Equal(pair.Initiator.SessionId, pair.Responder.SessionId);
        Assert.Equal(pair.Initiator.ExchangeId, pair.Responder.ExchangeId);
        Assert.True(pair.Initiator.IsConfirmed);
        Assert.True(pair.Responder.IsConfirmed);
        Assert.Equal(Suite.PostQuantum, pair.Initiator.SuiteNumber);
    }

    [Fact]
    public void Two_handshakes_never_share_a_session_id() =>
        Assert.NotEqual(new SessionPair().Initiator.SessionId, new SessionPair().Initiator.SessionId);

    [Fact]
    public void A_handshake_of_another_network_fails()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id, "one"), _exchange, Now);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id, "two"), initiator.Hs1, Now, out var responder));
        Assert.Equal(Refusal.HandshakeFailed, initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out var session));
        Assert.Null(session);
    }

    [Fact]
    public void A_peer_other_than_the_dialed_one_is_refused()
    {
        var mallory = new TestPeer();
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(mallory.Facing(_alice.Id), initiator.Hs1, Now, out var responder));
        Assert.NotEqual(Refusal.None, initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out _));
    }

    [Fact]
    public void An_initiator_who_is_not_the_peer_of_the_transport_is_refused()
    {
        // Mallory knows everything about Alice but her keys, and the responder believes to face Alice.
        var mallory = new TestPeer();
        var context = mallory.Facing(_bob.Id) with { Statics = [new OwnStatic(mallory.Static, 7, _alice.Record.Encode(), Now.Utc.AddDays(1))] };
        using var initiator = InitiatorHandshake.Start(context, _exchange, Now);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(mallory.Id), initiator.Hs1, Now, out var responder));
        Assert.Equal(Refusal.None, initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out _));
        Assert.Equal(Refusal.Identity, responder.TryReceiveHs3(frames[0], Now, out var session));
        Assert.Null(session);
    }

    [Fact]
    public void A_static_record_of_another_key_is_refused()
    {
        // Signed by Alice herself, but not the static that this handshake proves.
        var other = new TestPeer();
        _alice.Record = StaticRecord.Sign(_alice.Identity, other.Static.PublicKey, Now.Utc, Now.Utc.AddDays(30), 8, Suite.Supported);
        Assert.Equal(Refusal.Identity, ReachHs3(out _));
    }

    [Fact]
    public void An_expired_static_record_is_refused()
    {
        _alice.Record = StaticRecord.Sign(_alice.Identity, _alice.Static.PublicKey, Now.Utc.AddDays(-31), Now.Utc.AddSeconds(-301), 6, Suite.Supported);
        Assert.Equal(Refusal.StaticExpired, ReachHs3(out _));
    }

    [Fact]
    public void A_static_record_within_the_clock_skew_is_accepted()
    {
        _alice.Record = StaticRecord.Sign(_alice.Identity, _alice.Static.PublicKey, Now.Utc.AddDays(-20), Now.Utc.AddSeconds(-299), 6, Suite.Supported);
        Assert.Equal(Refusal.None, ReachHs3(out var session));
        Assert.False(session!.IsConfirmed);
    }

    [Fact]
    public void A_static_record_that_claims_too_long_a_life_is_refused()
    {
        _alice.Record = StaticRecord.Sign(_alice.Identity, _alice.Static.PublicKey, Now.Utc, Now.Utc.AddDays(31), 6, Suite.Supported);
        Assert.Equal(Refusal.StaticExpired, ReachHs3(out _));
    }

    [Fact]
    public void Every_flipped_bit_of_HS2_is_refused()
    {
        using var probe = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), probe.Hs1, Now, out var length));
        for (var i = 0; i < length!.Hs2.Length; i++)
        {
            using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
            Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), initiator.Hs1, Now, out var responder));
            var hs2 = responder!.Hs2.ToArray();
            hs2[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(Refusal.None, initiator.TryReceiveHs2(hs2, Now, out _, out var session));
            Assert.Null(session);
        }
    }

    [Fact]
    public void A_changed_offer_of_HS1_makes_the_handshake_fail()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        var hs1 = initiator.Hs1.ToArray();
        hs1[19] ^= 1; // another exchange id
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), hs1, Now, out var responder));
        Assert.Equal(Refusal.HandshakeFailed, initiator.TryReceiveHs2(responder!.Hs2, Now, out _, out _));
    }

    [Theory]
    [InlineData(0, 2, Refusal.Version)]
    [InlineData(1, 9, Refusal.Malformed)]
    [InlineData(2, 2, Refusal.StaticUnknown)]
    [InlineData(2, 3, Refusal.UnknownSession)]
    [InlineData(2, 9, Refusal.Malformed)]
    [InlineData(38, 1, Refusal.Malformed)]
    [InlineData(40, 1, Refusal.Malformed)]
    [InlineData(74, 1, Refusal.Malformed)]
    [InlineData(79, 0, Refusal.Malformed)]
    [InlineData(79, 9, Refusal.Malformed)]
    [InlineData(80, 1, Refusal.Malformed)]
    public void A_wrong_HS1_header_is_refused(int at, byte value, Refusal expected)
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        var hs1 = initiator.Hs1.ToArray();
        hs1[at] = value;
        Assert.Equal(expected, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), hs1, Now, out var responder));
        Assert.Null(responder);
    }

    [Fact]
    public void HS1_that_is_too_short_or_too_long_is_refused()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        for (var length = 0; length < initiator.Hs1.Length; length++)
            Assert.NotEqual(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), initiator.Hs1.AsSpan(0, length), Now, out _));
        Assert.Equal(Refusal.Malformed, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), [.. initiator.Hs1, 0], Now, out _));
    }

    [Fact]
    public void A_low_order_ephemeral_is_refused()
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        var hs1 = initiator.Hs1.ToArray();
        // After the header of 82 bytes with two suites comes e.
        hs1.AsSpan(82, 32).Clear();
        Assert.Equal(Refusal.HandshakeFailed, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), hs1, Now, out var responder));
        Assert.Null(responder);
    }

    [Fact]
    public void A_peer_never_talks_to_itself() =>
        Assert.Throws<InvalidOperationException>(() => InitiatorHandshake.Start(_alice.Facing(_alice.Id), _exchange, Now));

    private Refusal ReachHs3(out Session? session)
    {
        using var initiator = InitiatorHandshake.Start(_alice.Facing(_bob.Id), _exchange, Now);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(_bob.Facing(_alice.Id), initiator.Hs1, Now, out var responder));
        Assert.Equal(Refusal.None, initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out _));
        return responder.TryReceiveHs3(frames[0], Now, out session);
    }
}
