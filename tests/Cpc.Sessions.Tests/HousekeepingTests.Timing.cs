using Cpc.Cryptography;
using Cpc.Sessions.Frames;
using static Cpc.Sessions.Tests.SessionPair;

namespace Cpc.Sessions.Tests;

/// <summary>Attention, repetition, resending, waiting.</summary>
public sealed partial class HousekeepingTests
{
    [Fact]
    public void A_session_asks_for_attention_while_something_is_under_way()
    {
        var fresh = new SessionPair(known: true, confirmed: false);
        Assert.True(fresh.Initiator.NeedsAttention);
        Assert.True(fresh.Responder.NeedsAttention);
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Assert.False(smaller.NeedsAttention || larger.NeedsAttention);
        Talk(smaller, larger, 39);
        Assert.True(smaller.NeedsAttention);
        Assert.False(larger.NeedsAttention);
        var hs2 = Reply(larger, Assert.Single(smaller.Tick(Now)));
        Assert.True(larger.NeedsAttention);
        // A message of the old epoch that has not arrived: it drains.
        var late = Send(larger, [7]);
        Expect(smaller.Receive(Reply(larger, Reply(smaller, hs2)), Now).Refusal);
        Assert.True(smaller.NeedsAttention);
        Delivers(smaller, late, [7]);
        smaller.Tick(Now);
        Assert.False(smaller.NeedsAttention);
        smaller.Dispose();
        Assert.False(smaller.NeedsAttention);
        Assert.Equal((0u, 0u), smaller.Counts);
    }

    [Fact]
    public void A_sender_at_its_limit_asks_for_attention_whatever_the_peer_knows()
    {
        var pair = new SessionPair();
        Talk(pair.Responder, pair.Initiator, 49);
        Assert.Equal((50u, 1u), pair.Responder.Counts);
        Assert.True(pair.Responder.NeedsAttention);
    }

    [Fact]
    public void The_first_Confirm_is_repeated_every_5_seconds_until_it_is_answered()
    {
        var pair = new SessionPair(known: true, confirmed: false);
        Assert.Empty(pair.Initiator.Tick(Later(4.9)));
        Assert.Equal(pair.Confirm, Assert.Single(pair.Initiator.Tick(Later(5))));
        Assert.Empty(pair.Initiator.Tick(Later(9.9)));
        Assert.Single(pair.Initiator.Tick(Later(10)));
        Expect(pair.Initiator.Receive(Reply(pair.Responder, pair.Confirm), Now).Refusal);
        Assert.Empty(pair.Initiator.Tick(Later(20)));
    }

    [Fact]
    public void After_a_reconnect_the_first_thing_sent_is_what_may_be_lost()
    {
        var fresh = new SessionPair(known: true, confirmed: false);
        Assert.Equal(fresh.Confirm, Assert.Single(fresh.Initiator.Resend(Now)));
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Assert.Empty(smaller.Resend(Now));
        Talk(smaller, larger, 40);
        var hs1 = Assert.Single(smaller.Tick(Now));
        Assert.Equal(hs1, Assert.Single(smaller.Resend(Now)));
        var hs2 = Reply(larger, hs1);
        Assert.Equal(hs2, Assert.Single(larger.Resend(Now)));
        var confirm = Reply(smaller, hs2);
        Assert.Equal(confirm, Assert.Single(smaller.Resend(Now)));
        Expect(smaller.Receive(Reply(larger, confirm), Now).Refusal);
        Assert.Empty(smaller.Resend(Now));
        smaller.Dispose();
        Assert.Empty(smaller.Resend(Now));
    }

    [Fact]
    public void Rotations_that_fail_are_begun_anew_after_1_2_4_and_at_most_300_seconds()
    {
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Talk(smaller, larger, 40);
        var at = 0.0;
        foreach (var wait in new double[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 })
        {
            Assert.Single(smaller.Tick(Later(at)));
            Assert.Empty(smaller.Tick(Later(at += 30)));
            Assert.Empty(smaller.Tick(Later(at + wait - 0.1)));
            at += wait;
        }
    }

    [Fact]
    public void A_REFUSE_that_names_our_rotation_makes_it_wait_and_another_does_nothing()
    {
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Talk(smaller, larger, 40);
        var hs1 = Assert.Single(smaller.Tick(Now));
        Expect(smaller.Receive(RefuseFrame.Handshake(Refusal.Busy, SecureRandom.Bytes(16)).Encode(), Now).Refusal);
        Assert.True(smaller.IsRotating);
        Expect(smaller.Receive(RefuseFrame.Handshake(Refusal.Busy, hs1.AsSpan(3, 16)).Encode(), Now).Refusal);
        Assert.False(smaller.IsRotating);
        Assert.Empty(smaller.Tick(Later(0.9)));
        Assert.Single(smaller.Tick(Later(1)));
    }

    [Fact]
    public void Control_messages_and_too_large_payloads_are_misuse()
    {
        var pair = new SessionPair();
        foreach (var kind in new[] { DataKind.Confirm, DataKind.Ack, DataKind.Close })
            Assert.Throws<ArgumentException>(() => pair.Initiator.Encrypt(kind, [1], Blake3.Hash([1]), Now, out _));
        var payload = new byte[DataHeader.MaxPayload + 1];
        Assert.Throws<ArgumentException>(() => pair.Initiator.Encrypt(DataKind.Document, payload, new byte[32], Now, out _));
        Expect(pair.Initiator.Encrypt(DataKind.Document, payload.AsSpan(1), new byte[32], Now, out var frame));
        Assert.Equal(Frame.MaxDataBody, frame!.Length);
    }
}
