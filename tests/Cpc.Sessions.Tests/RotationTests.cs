using Cpc.Cryptography;
using Cpc.Sessions.Frames;
using static Cpc.Sessions.Tests.SessionPair;

namespace Cpc.Sessions.Tests;

/// <summary>The rows of protocol.md §8, one by one.</summary>
public class RotationTests
{
    private static readonly Moment Now = TestPeer.Start;
    private readonly SessionPair _pair;
    private readonly Session _smaller;
    private readonly Session _larger;

    public RotationTests()
    {
        _pair = new SessionPair(known: true);
        var aliceIsSmaller = _pair.Alice.Id < _pair.Bob.Id;
        (_smaller, _larger) = aliceIsSmaller ? (_pair.Initiator, _pair.Responder) : (_pair.Responder, _pair.Initiator);
    }

    private static Moment Later(TimeSpan time) => new(Now.Utc + time, Now.Uptime + time);

    // Sends so many documents one way.
    private static void Talk(Session from, Session to, int count)
    {
        for (var i = 0; i < count; i++) Delivers(to, Send(from, [(byte)i]), [(byte)i]);
    }

    private static byte[] One(IReadOnlyList<byte[]> frames) => Assert.Single(frames);

    private static byte[] Reply(Session to, byte[] frame)
    {
        var received = to.Receive(frame, Now);
        Expect(received.Refusal);
        return received.Reply!;
    }

    private static void Rotate(Session from, Session to)
    {
        var confirm = Reply(from, Reply(to, One(from.Tick(Now))));
        Expect(from.Receive(Reply(to, confirm), Now).Refusal);
        Assert.False(from.IsRotating || to.IsRotating);
    }

    [Fact]
    public void After_40_sent_the_smaller_begins_and_both_reach_the_next_epoch()
    {
        Talk(_smaller, _larger, 38);
        Assert.Empty(_smaller.Tick(Now));
        Talk(_smaller, _larger, 1);
        var old = _smaller.SessionId;
        Rotate(_smaller, _larger);
        Assert.Equal((1u, 1u), (_smaller.EpochNumber, _larger.EpochNumber));
        Assert.Equal(_smaller.SessionId, _larger.SessionId);
        Assert.NotEqual(old, _smaller.SessionId);
        Talk(_smaller, _larger, 5);
        Talk(_larger, _smaller, 5);
    }

    [Fact]
    public void The_larger_begins_at_45_sent_only()
    {
        Talk(_larger, _smaller, 43);
        Assert.Empty(_larger.Tick(Now));
        Talk(_larger, _smaller, 1);
        Rotate(_larger, _smaller);
        Assert.Equal(1u, _larger.EpochNumber);
    }

    [Fact]
    public void At_20_hours_the_smaller_begins_and_at_22_the_larger()
    {
        Assert.Empty(_smaller.Tick(Later(TimeSpan.FromHours(20) - TimeSpan.FromSeconds(1))));
        Assert.Empty(_larger.Tick(Later(TimeSpan.FromHours(22) - TimeSpan.FromSeconds(1))));
        Assert.Single(_smaller.Tick(Later(TimeSpan.FromHours(20))));
        Assert.Single(_larger.Tick(Later(TimeSpan.FromHours(22))));
    }

    [Fact]
    public void A_session_that_rotates_carries_thousands_of_messages()
    {
        for (var i = 0; i < 3000; i++)
        {
            var (from, to) = i % 2 == 0 ? (_smaller, _larger) : (_larger, _smaller);
            Delivers(to, Send(from, [(byte)i]), [(byte)i]);
            if (_smaller.Tick(Now) is [var hs1]) Expect(_smaller.Receive(Reply(_larger, Reply(_smaller, Reply(_larger, hs1))), Now).Refusal);
        }

        Assert.InRange(_smaller.EpochNumber, 30u, 80u);
    }

    [Fact]
    public void When_both_begin_the_smaller_wins()
    {
        Talk(_smaller, _larger, 44);
        Talk(_larger, _smaller, 44);
        var ours = One(_smaller.Tick(Now));
        var theirs = One(_larger.Tick(Now));
        // The smaller repeats its own, the larger drops its own and answers.
        Assert.Equal(ours, Reply(_smaller, theirs));
        var confirm = Reply(_smaller, Reply(_larger, ours));
        Expect(_smaller.Receive(Reply(_larger, confirm), Now).Refusal);
        Assert.Equal(_smaller.SessionId, _larger.SessionId);
        Talk(_larger, _smaller, 3);
    }

    [Fact]
    public void The_same_HS1_gets_the_same_HS2_and_a_newer_one_replaces_it()
    {
        Talk(_smaller, _larger, 40);
        var hs1 = One(_smaller.Tick(Now));
        var hs2 = Reply(_larger, hs1);
        Assert.Equal(hs2, Reply(_larger, hs1));
        // Unanswered for 30 s: given up, and after a pause begun anew.
        Assert.Empty(_smaller.Tick(Later(TimeSpan.FromSeconds(30))));
        var newer = One(_smaller.Tick(Later(TimeSpan.FromSeconds(32))));
        Assert.NotEqual(hs1, newer);
        var confirm = Reply(_smaller, Reply(_larger, newer));
        Expect(_smaller.Receive(Reply(_larger, confirm), Now).Refusal);
        Assert.Equal(1u, _smaller.EpochNumber);
    }

    [Fact]
    public void A_lost_Confirm_is_sent_again_after_5_seconds_and_a_lost_Ack_answered_again()
    {
        Talk(_smaller, _larger, 40);
        var confirm = Reply(_smaller, Reply(_larger, One(_smaller.Tick(Now))));
        Assert.Empty(_smaller.Tick(Later(TimeSpan.FromSeconds(4))));
        Assert.Equal(confirm, One(_smaller.Tick(Later(TimeSpan.FromSeconds(5)))));
        var ack = Reply(_larger, confirm);
        Assert.Equal(ack, Reply(_larger, confirm));
        Expect(_smaller.Receive(ack, Now).Refusal);
        Assert.False(_smaller.IsRotating);
    }

    [Fact]
    public void What_was_under_way_in_the_old_epoch_still_arrives_and_then_it_is_erased()
    {
        Talk(_smaller, _larger, 40);
        var late = Send(_larger, [77]);
        var lateToo = Send(_smaller, [78]);
        Rotate(_smaller, _larger);
        Delivers(_smaller, late, [77]);
        Delivers(_larger, lateToo, [78]);
        Assert.Empty(_smaller.Tick(Now));
        Assert.Empty(_larger.Tick(Now));
        Assert.Equal(Refusal.UnknownSession, _smaller.Receive(late, Now).Refusal);
        Assert.Equal(Refusal.UnknownSession, _larger.Receive(lateToo, Now).Refusal);
    }

    [Fact]
    public void An_old_epoch_with_lost_messages_is_erased_after_5_minutes()
    {
        Talk(_smaller, _larger, 40);
        var lost = Send(_larger, [77]);
        Rotate(_smaller, _larger);
        _smaller.Tick(Later(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1)));
        Assert.True(_smaller.HeaderAuthenticates(lost));
        _smaller.Tick(Later(TimeSpan.FromMinutes(5)));
        Assert.False(_smaller.HeaderAuthenticates(lost));
    }

    [Fact]
    public void Documents_may_follow_Confirm_at_once()
    {
        Talk(_smaller, _larger, 40);
        var confirm = Reply(_smaller, Reply(_larger, One(_smaller.Tick(Now))));
        var document = Send(_smaller, [9]);
        Reply(_larger, confirm);
        Delivers(_larger, document, [9]);
        // Data of the new epoch tells the initiator as much as Ack does.
        Delivers(_smaller, Send(_larger, [10]), [10]);
        Assert.False(_smaller.IsRotating);
    }

    [Fact]
    public void A_document_in_the_new_epoch_before_Confirm_is_refused()
    {
        Talk(_smaller, _larger, 40);
        Reply(_smaller, Reply(_larger, One(_smaller.Tick(Now))));
        Assert.Equal(Refusal.NotConfirmed, _larger.Receive(Send(_smaller, [9]), Now).Refusal);
    }

    [Fact]
    public void A_rotation_of_an_older_epoch_is_stale()
    {
        Talk(_smaller, _larger, 40);
        var hs1 = One(_smaller.Tick(Now));
        var confirm = Reply(_smaller, Reply(_larger, hs1));
        Expect(_smaller.Receive(Reply(_larger, confirm), Now).Refusal);
        var stale = _larger.Receive(hs1, Now);
        Assert.Equal(Refusal.StaleRotation, stale.Refusal);
        Assert.Equal(Refusal.StaleRotation, RefuseFrame.TryDecode(stale.Reply)!.Code);
    }

    [Fact]
    public void A_rotation_by_someone_without_the_old_epoch_s_psk_fails_and_changes_nothing()
    {
        var other = new SessionPair(known: true);
        Talk(other.Initiator, other.Responder, 44);
        Talk(other.Responder, other.Initiator, 44);
        var foreign = One(other.Initiator.Tick(Now));
        // Made to name this session; the psk, the statics and the prologue are another's.
        _larger.ExchangeId.CopyTo(foreign, 19);
        _larger.SessionId.CopyTo(foreign, 39);
        Assert.NotEqual(Refusal.None, _larger.Receive(foreign, Now).Refusal);
        Talk(_smaller, _larger, 2);
        Talk(_larger, _smaller, 2);
    }

    [Fact]
    public void REFUSE_ends_the_rotation_it_names_and_no_other()
    {
        Talk(_smaller, _larger, 40);
        var hs1 = One(_smaller.Tick(Now));
        Expect(_smaller.Receive(RefuseFrame.Handshake(Refusal.Busy, new byte[16]).Encode(), Now).Refusal);
        Assert.True(_smaller.IsRotating);
        Expect(_smaller.Receive(RefuseFrame.Handshake(Refusal.Busy, hs1.AsSpan(3, 16)).Encode(), Now).Refusal);
        Assert.False(_smaller.IsRotating);
        Talk(_smaller, _larger, 1);
    }

    [Fact]
    public void A_used_up_session_that_cannot_rotate_closes_after_60_seconds()
    {
        Talk(_smaller, _larger, 49);
        Assert.Equal(Refusal.Limit, _smaller.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), Now, out _));
        _smaller.Tick(Now);
        _smaller.Tick(Later(TimeSpan.FromSeconds(59)));
        Assert.Equal(SessionState.Open, _smaller.State);
        _smaller.Tick(Later(TimeSpan.FromSeconds(60)));
        Assert.Equal(SessionState.Closed, _smaller.State);
    }

    [Fact]
    public void Used_up_directions_still_rotate()
    {
        Talk(_smaller, _larger, 49);
        Talk(_larger, _smaller, 49);
        Rotate(_smaller, _larger);
        Talk(_smaller, _larger, 49);
    }
}
