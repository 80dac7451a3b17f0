using Cpc.Cryptography;
using Cpc.Sessions.Frames;
using static Cpc.Sessions.Tests.SessionPair;

namespace Cpc.Sessions.Tests;

public class SessionTests
{
    private static byte[] Payload(int i) => [.. "payload "u8, (byte)i, .. SecureRandom.Bytes(i % 7)];

    [Fact]
    public void Messages_pass_in_both_directions()
    {
        var pair = new SessionPair();
        for (var i = 0; i < 20; i++)
        {
            var (from, to) = i % 3 == 0 ? (pair.Responder, pair.Initiator) : (pair.Initiator, pair.Responder);
            var payload = Payload(i);
            Delivers(to, Send(from, payload), payload);
        }
    }

    [Fact]
    public void Documents_may_follow_Confirm_without_waiting_for_Ack()
    {
        var pair = new SessionPair(confirmed: false);
        var frame = Send(pair.Initiator, [1, 2, 3]);
        Expect(pair.Responder.Receive(pair.Confirm, Now).Refusal);
        Delivers(pair.Responder, frame, [1, 2, 3]);
    }

    [Fact]
    public void Before_Confirm_nothing_else_is_accepted_or_stored()
    {
        var pair = new SessionPair(confirmed: false);
        var frame = Send(pair.Initiator, [1]);
        Assert.Equal(Refusal.NotConfirmed, pair.Responder.Receive(frame, Now).Refusal);
        Assert.Equal(Refusal.NotConfirmed, pair.Responder.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), Now, out _));
        Assert.Equal((0u, 0u), pair.Responder.Counts);
        Expect(pair.Responder.Receive(pair.Confirm, Now).Refusal);
        Delivers(pair.Responder, frame, [1]);
    }

    [Fact]
    public void The_same_Confirm_again_gets_the_same_Ack_again()
    {
        var pair = new SessionPair(confirmed: false);
        var first = pair.Responder.Receive(pair.Confirm, Now);
        var again = pair.Responder.Receive(pair.Confirm, Now);
        Assert.Equal(first.Reply, again.Reply);
        Assert.Equal((1u, 1u), pair.Responder.Counts);
    }

    [Fact]
    public void Every_flipped_bit_is_refused_and_changes_nothing()
    {
        var pair = new SessionPair();
        byte[] payload = [1, 2, 3, 4];
        var frame = Send(pair.Initiator, payload);
        for (var i = 0; i < frame.Length; i++)
        {
            var tampered = frame.ToArray();
            tampered[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(Refusal.None, pair.Responder.Receive(tampered, Now).Refusal);
        }

        Delivers(pair.Responder, frame, payload);
    }

    [Fact]
    public void A_hash_swapped_on_the_way_is_not_authentic()
    {
        var pair = new SessionPair();
        var frame = Send(pair.Initiator, [1]);
        Blake3.Hash([2]).CopyTo(frame, 35);
        Assert.Equal(Refusal.Undecryptable, pair.Responder.Receive(frame, Now).Refusal);
    }

    [Fact]
    public void A_payload_that_is_not_what_its_sender_said_is_refused_and_the_session_goes_on()
    {
        var pair = new SessionPair();
        Expect(pair.Initiator.Encrypt(DataKind.Document, [1], Blake3.Hash([2]), Now, out var frame));
        var received = pair.Responder.Receive(frame, Now);
        Assert.Equal(Refusal.HashMismatch, received.Refusal);
        Assert.Null(received.Payload);
        Delivers(pair.Responder, Send(pair.Initiator, [3]), [3]);
    }

    [Fact]
    public void A_replayed_frame_is_a_duplicate()
    {
        var pair = new SessionPair();
        var frame = Send(pair.Initiator, [1]);
        Delivers(pair.Responder, frame, [1]);
        Assert.Equal(Refusal.Duplicate, pair.Responder.Receive(frame, Now).Refusal);
        // Also after the chain has turned.
        Delivers(pair.Initiator, Send(pair.Responder, [2]), [2]);
        Delivers(pair.Responder, Send(pair.Initiator, [3]), [3]);
        Assert.NotEqual(Refusal.None, pair.Responder.Receive(frame, Now).Refusal);
    }

    [Fact]
    public void A_frame_of_another_session_is_refused()
    {
        var frame = Send(new SessionPair().Initiator, [1]);
        Assert.Equal(Refusal.UnknownSession, new SessionPair().Responder.Receive(frame, Now).Refusal);
    }

    [Fact]
    public void A_frame_reflected_to_its_sender_is_refused()
    {
        var pair = new SessionPair();
        Assert.Equal(Refusal.Undecryptable, pair.Initiator.Receive(Send(pair.Initiator, [1]), Now).Refusal);
    }

    [Fact]
    public void Messages_arrive_in_any_order_across_turns_of_the_ratchet()
    {
        var pair = new SessionPair();
        var early = Enumerable.Range(0, 5).Select(i => Send(pair.Initiator, [(byte)i])).ToList();
        Delivers(pair.Responder, early[4], [4]);
        Delivers(pair.Initiator, Send(pair.Responder, [99]), [99]);
        var late = Send(pair.Initiator, [5]);
        Delivers(pair.Responder, late, [5]);
        foreach (var i in new[] { 2, 0, 3, 1 }) Delivers(pair.Responder, early[i], [(byte)i]);
        // The chain's last key is spent, and its header key with it.
        Assert.Equal(Refusal.Undecryptable, pair.Responder.Receive(early[2], Now).Refusal);
    }

    [Fact]
    public void Each_direction_carries_fifty_messages_and_no_more()
    {
        var pair = new SessionPair();
        // Confirm and Ack were the first of each side.
        for (var i = 1; i < 50; i++)
        {
            Delivers(pair.Responder, Send(pair.Initiator, [(byte)i]), [(byte)i]);
            Delivers(pair.Initiator, Send(pair.Responder, [(byte)i]), [(byte)i]);
        }

        Assert.Equal((50u, 50u), pair.Initiator.Counts);
        Assert.Equal(Refusal.Limit, pair.Initiator.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), Now, out var frame));
        Assert.Null(frame);
        Assert.Equal(Refusal.Limit, pair.Responder.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), Now, out _));
    }

    [Fact]
    public void A_peer_that_sends_more_than_its_share_is_refused()
    {
        // The receiver allows 10 a direction, the sender believes in 50.
        var exchange = SecureRandom.Bytes(16);
        TestPeer alice = new(), bob = new();
        using var initiator = InitiatorHandshake.Start(alice.Facing(bob.Id), exchange, Now);
        Expect(ResponderHandshake.TryAccept(bob.Facing(alice.Id, limits: new SessionLimits { PerDirection = 10 }), initiator.Hs1, Now, out var responder));
        Expect(initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out var sender));
        Expect(responder.TryReceiveHs3(frames[0], Now, out var receiver));
        Expect(receiver!.Receive(frames[1], Now).Refusal);
        for (var i = 1; i < 10; i++) Delivers(receiver, Send(sender!, [(byte)i]), [(byte)i]);
        Assert.Equal(Refusal.Limit, receiver.Receive(Send(sender!, [10]), Now).Refusal);
    }

    [Fact]
    public void A_session_is_alive_just_before_24_hours()
    {
        var pair = new SessionPair();
        var almost = At(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Expect(pair.Initiator.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), almost, out var frame));
        Expect(pair.Responder.Receive(frame, almost).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_closes_at_24_hours_by_whichever_clock_is_ahead(bool wall)
    {
        var pair = new SessionPair();
        var day = TimeSpan.FromHours(24);
        var late = wall ? Now with { Utc = Now.Utc + day } : Now with { Uptime = Now.Uptime + day };
        Assert.Equal(Refusal.Closed, pair.Initiator.Encrypt(DataKind.Document, [1], Blake3.Hash([1]), late, out _));
        Assert.Equal(Refusal.Closed, pair.Responder.Receive(Send(new SessionPair().Initiator, [1]), late).Refusal);
        Assert.Equal(SessionState.Closed, pair.Initiator.State);
        Assert.Equal(SessionState.Closed, pair.Responder.State);
    }

    [Fact]
    public void Close_ends_both_sides()
    {
        var pair = new SessionPair();
        var close = pair.Initiator.Close();
        Assert.Equal(SessionState.Closed, pair.Initiator.State);
        Expect(pair.Responder.Receive(close, Now).Refusal);
        Assert.Equal(SessionState.Closed, pair.Responder.State);
        Assert.Equal(Refusal.Closed, pair.Responder.Receive(close, Now).Refusal);
    }

    [Fact]
    public void A_header_is_known_before_its_payload_is_read()
    {
        var pair = new SessionPair();
        var start = Send(pair.Initiator, [1, 2, 3])[..DataHeader.Size];
        Assert.True(pair.Responder.HeaderAuthenticates(start));
        start[^1] ^= 1;
        Assert.False(pair.Responder.HeaderAuthenticates(start));
        Assert.False(pair.Responder.HeaderAuthenticates(start.AsSpan(0, 90)));
    }

    [Fact]
    public void An_empty_document_is_malformed()
    {
        var pair = new SessionPair();
        Expect(pair.Initiator.Encrypt(DataKind.Document, [], Blake3.Hash([]), Now, out var frame));
        Assert.Equal(Refusal.Malformed, pair.Responder.Receive(frame, Now).Refusal);
    }

    [Fact]
    public void The_ciphertext_holds_nothing_of_the_payload()
    {
        var pair = new SessionPair();
        var canary = "a canary that must not sing"u8.ToArray();
        Assert.Equal(-1, Send(pair.Initiator, canary).AsSpan().IndexOf(canary.AsSpan(0, 8)));
    }

    private static Moment At(TimeSpan later) => new(Now.Utc + later, Now.Uptime + later);
}
