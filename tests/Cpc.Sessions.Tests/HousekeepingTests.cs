using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;
using static Cpc.Sessions.Tests.SessionPair;

namespace Cpc.Sessions.Tests;

/// <summary>What a session takes it gives back, and it says truly what it is at.</summary>
public sealed partial class HousekeepingTests : IDisposable
{
    private static readonly Moment Now = TestPeer.Start;
    private readonly StorageScope _storage = new(64, 8);

    public void Dispose() => _storage.Dispose();

    private static int SlotsInUse => TestPeer.Storage.SlotsInUse;

    private static Moment Later(double seconds) => new(Now.Utc.AddSeconds(seconds), Now.Uptime + TimeSpan.FromSeconds(seconds));

    private static (Session Smaller, Session Larger) BySize(SessionPair pair) =>
        pair.Alice.Id < pair.Bob.Id ? (pair.Initiator, pair.Responder) : (pair.Responder, pair.Initiator);

    private static void Talk(Session from, Session to, int count)
    {
        for (var i = 0; i < count; i++) Delivers(to, Send(from, [(byte)i]), [(byte)i]);
    }

    private static (Ratchet Initiator, Ratchet Responder) Ratchets()
    {
        using var seeds = SessionSeeds.Derive(SecureRandom.Bytes(64), SecureRandom.Bytes(64));
        var (b0, b0Private) = (new byte[32], new byte[32]);
        X25519.GenerateKeyPair(b0, b0Private);
        var (alice, bob) = (new TestPeer().Id, new TestPeer().Id);
        Expect(Ratchet.TryInitiate(new RatchetContext(Suite.PostQuantum, seeds.SessionId, 0, alice, bob), TestPeer.Storage, seeds, b0, 50, out var initiator));
        Expect(Ratchet.TryRespond(new RatchetContext(Suite.PostQuantum, seeds.SessionId, 0, bob, alice), TestPeer.Storage, seeds, b0Private, b0, 50, out var responder));
        return (initiator!, responder!);
    }

    private static byte[] Encrypt(Ratchet from, byte[] payload)
    {
        var body = new byte[payload.Length + DataHeader.Overhead];
        Expect(from.Encrypt(DataKind.Document, payload, Blake3.Hash(payload), body));
        return body;
    }

    private static Refusal Decrypt(Ratchet to, byte[] body, DateTimeOffset now) =>
        to.TryDecrypt(body, new byte[body.Length - DataHeader.Overhead], now);

    private static byte[] Reply(Session to, byte[] frame, Moment? now = null)
    {
        var received = to.Receive(frame, now ?? Now);
        Expect(received.Refusal);
        return received.Reply!;
    }

    [Fact]
    public void A_session_s_slots_are_given_back_also_those_of_skipped_keys()
    {
        var pair = new SessionPair(known: true);
        Assert.Equal(2, SlotsInUse);
        var skipped = Send(pair.Initiator, [1]);
        Delivers(pair.Responder, Send(pair.Initiator, [2]), [2]);
        Assert.Equal(3, SlotsInUse);
        Delivers(pair.Responder, skipped, [1]);
        Assert.Equal(2, SlotsInUse);

        _ = Send(pair.Initiator, [3]);
        Delivers(pair.Responder, Send(pair.Initiator, [4]), [4]);
        Assert.Equal(3, SlotsInUse);
        pair.Initiator.Dispose();
        pair.Responder.Dispose();
        Assert.Equal(0, SlotsInUse);
    }

    [Fact]
    public void A_rotation_s_slots_are_given_back_when_it_is_over_given_up_or_closed()
    {
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Talk(smaller, larger, 40);
        var hs1 = Assert.Single(smaller.Tick(Now));
        var hs2 = Reply(larger, hs1);
        Assert.Equal(3, SlotsInUse);
        // Another HS1 replaces what is pending.
        smaller.Tick(Later(30));
        var newer = Assert.Single(smaller.Tick(Later(32)));
        hs2 = Reply(larger, newer);
        Assert.Equal(3, SlotsInUse);
        var confirm = Reply(smaller, hs2);
        Assert.Equal(4, SlotsInUse);
        Expect(smaller.Receive(Reply(larger, confirm), Now).Refusal);
        // Both have heard how much the other sent, and all of it has arrived: nothing drains.
        Assert.Equal(3, SlotsInUse);
        smaller.Tick(Now);
        Assert.Equal(2, SlotsInUse);

        Talk(smaller, larger, 40);
        Reply(larger, Assert.Single(smaller.Tick(Now)));
        Assert.Equal(3, SlotsInUse);
        smaller.Dispose();
        larger.Dispose();
        Assert.Equal(0, SlotsInUse);
    }

    [Fact]
    public void A_refused_handshake_leaves_no_slot()
    {
        var (alice, bob) = (new TestPeer(), new TestPeer());
        using (var initiator = InitiatorHandshake.Start(alice.Knowing(bob), SecureRandom.Bytes(16), Now))
        {
            Expect(ResponderHandshake.TryAccept(bob.Knowing(alice), initiator.Hs1, Now, out var responder));
            Assert.Equal(1, SlotsInUse);
            responder!.Hs2[^1] ^= 1;
            Assert.Equal(Refusal.HandshakeFailed, initiator.TryReceiveHs2(responder.Hs2, Now, out _, out _));
            responder.Dispose();
        }

        Assert.Equal(0, SlotsInUse);
    }

    [Fact]
    public void Without_a_free_slot_a_handshake_is_busy_and_nothing_leaks()
    {
        var (alice, bob) = (new TestPeer(), new TestPeer());
        while (TestPeer.Storage.Allocate(384, 0) is not null)
        {
        }

        var full = SlotsInUse;
        using var initiator = InitiatorHandshake.Start(alice.Knowing(bob), SecureRandom.Bytes(16), Now);
        Assert.Equal(Refusal.Busy, ResponderHandshake.TryAccept(bob.Knowing(alice), initiator.Hs1, Now, out var responder));
        Assert.Null(responder);
        Assert.Equal(full, SlotsInUse);
    }

    [Fact]
    public void Keys_of_skipped_messages_are_erased_after_24_hours_in_an_old_epoch_too()
    {
        var (alice, bob) = Ratchets();
        var late = Encrypt(alice, [1]);
        Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [2]), Now.Utc));
        Assert.Equal(3, SlotsInUse);
        bob.RemoveOldSkipped(Now.Utc.AddHours(24));
        Assert.Equal(3, SlotsInUse);
        bob.RemoveOldSkipped(Now.Utc.AddHours(24).AddSeconds(1));
        Assert.Equal(2, SlotsInUse);
        Assert.Equal(Refusal.Duplicate, Decrypt(bob, late, Now.Utc.AddHours(24).AddSeconds(1)));
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public void A_header_is_recognized_by_the_key_of_a_skipped_message_and_by_no_other()
    {
        var (alice, bob) = Ratchets();
        var late = Encrypt(alice, [1]);
        Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [2]), Now.Utc));
        // Two turns later the chain of the late message is gone; only its kept key opens its header.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Refusal.None, Decrypt(alice, Encrypt(bob, [3]), Now.Utc));
            Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [4]), Now.Utc));
        }

        Assert.True(bob.HeaderAuthenticates(late));
        late[DataHeader.OuterSize + 30] ^= 1;
        Assert.False(bob.HeaderAuthenticates(late));
        late[DataHeader.OuterSize + 30] ^= 1;
        Assert.Equal(Refusal.None, Decrypt(bob, late, Now.Utc));
        Assert.False(bob.HeaderAuthenticates(late));
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public void Headers_of_the_present_chain_and_of_each_skipped_message_are_recognized()
    {
        var (alice, bob) = Ratchets();
        Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [0]), Now.Utc));
        Assert.True(bob.HeaderAuthenticates(Encrypt(alice, [1])));
        Assert.Equal(Refusal.None, Decrypt(alice, Encrypt(bob, [2]), Now.Utc));
        // One late message of each of two chains.
        var first = Encrypt(alice, [3]);
        Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [4]), Now.Utc));
        Assert.Equal(Refusal.None, Decrypt(alice, Encrypt(bob, [5]), Now.Utc));
        var second = Encrypt(alice, [6]);
        Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [7]), Now.Utc));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Refusal.None, Decrypt(alice, Encrypt(bob, [8]), Now.Utc));
            Assert.Equal(Refusal.None, Decrypt(bob, Encrypt(alice, [9]), Now.Utc));
        }

        Assert.True(bob.HeaderAuthenticates(first));
        Assert.True(bob.HeaderAuthenticates(second));
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public void Confirm_is_the_first_message_or_none_and_nothing_is_skipped_for_it()
    {
        var (alice, bob) = Ratchets();
        var first = Encrypt(alice, [1]);
        var second = Encrypt(alice, [2]);
        Assert.Equal(Refusal.NotConfirmed, bob.TryDecrypt(second, new byte[1], Now.Utc, firstOnly: true));
        Assert.Equal(2, SlotsInUse);
        Assert.Equal(Refusal.None, bob.TryDecrypt(first, new byte[1], Now.Utc, firstOnly: true));
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public void A_rotation_whose_HS2_is_forged_waits_before_it_is_begun_anew()
    {
        var (smaller, larger) = BySize(new SessionPair(known: true));
        Talk(smaller, larger, 40);
        var hs2 = Reply(larger, Assert.Single(smaller.Tick(Now)));
        hs2[^1] ^= 1;
        Assert.Equal(Refusal.HandshakeFailed, smaller.Receive(hs2, Now).Refusal);
        Assert.Empty(smaller.Tick(Later(0.9)));
        Assert.Single(smaller.Tick(Later(1)));
    }

    [Fact]
    public void What_still_drains_is_given_back_at_the_next_rotation_and_at_the_end()
    {
        var (smaller, larger) = BySize(new SessionPair(known: true));
        for (var round = 0; round < 2; round++)
        {
            Talk(smaller, larger, 40);
            // Never arrives: the smaller's old epoch waits for it.
            _ = Send(larger, [7]);
            Expect(smaller.Receive(Reply(larger, Reply(smaller, Reply(larger, Assert.Single(smaller.Tick(Now))))), Now).Refusal);
            smaller.Tick(Now);
            Assert.Equal(3, SlotsInUse);
        }

        smaller.Dispose();
        larger.Dispose();
        Assert.Equal(0, SlotsInUse);
    }
}
