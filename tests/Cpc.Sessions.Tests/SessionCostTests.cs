using Cpc.Cryptography;
using Cpc.Sessions.DoubleRatchet;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.Tests;

/// <summary>What a message and an idle session cost in memory.</summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
public class SessionCostTests
{
    // What other tests allocate meanwhile would be measured, too.
    private const string Alone = "alone";

    [Fact]
    public void Encrypting_and_decrypting_allocates_nothing()
    {
        var (sender, receiver) = Ratchets();
        var payload = new byte[1024];
        var hash = Blake3.Hash(payload);
        var body = new byte[payload.Length + DataHeader.Overhead];
        var received = new byte[payload.Length];
        long allocated = -1;
        for (var i = 0; i < 40; i++)
        {
            // Ping-pong, after a warm-up in which delegates and code are made.
            var (from, to) = i % 2 == 0 ? (sender, receiver) : (receiver, sender);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(from.Encrypt(DataKind.Document, payload, hash, body) == Refusal.None);
            Assert.True(to.TryDecrypt(body, received, TestPeer.Start.Utc) == Refusal.None);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_measure_sees_an_allocation()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new byte[100]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 100, 1000);
    }

    [Fact]
    public void An_idle_session_takes_at_most_4_KiB()
    {
        const int count = 300;
        const int slot = RatchetState.Size + 128;
        var warmUp = new SessionPair(known: true);
        TestPeer alice = new(), bob = new();
        SessionContext ours = alice.Knowing(bob), theirs = bob.Knowing(alice);
        var kept = new List<Session>(count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++) kept.Add(Responder(ours, theirs));
        var each = ((GC.GetTotalMemory(forceFullCollection: true) - before) / count) + slot;
        GC.KeepAlive(warmUp);
        kept.ForEach(s => s.Dispose());
        Assert.InRange(each, slot, 4096);
    }

    // The responder keeps its peer's Confirm and its own Ack: it is the larger of the two.
    private static Session Responder(SessionContext ours, SessionContext theirs)
    {
        using var handshake = InitiatorHandshake.Start(ours, SecureRandom.Bytes(16), TestPeer.Start);
        SessionPair.Expect(ResponderHandshake.TryAccept(theirs, handshake.Hs1, TestPeer.Start, out var responder));
        SessionPair.Expect(handshake.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out var frames, out var session));
        var taken = responder.TakeSession();
        responder.Dispose();
        SessionPair.Expect(taken.Receive(frames[0], TestPeer.Start).Refusal);
        session!.Dispose();
        return taken;
    }

    private static (Ratchet Initiator, Ratchet Responder) Ratchets()
    {
        using var seeds = SessionSeeds.Derive(SecureRandom.Bytes(64), SecureRandom.Bytes(64));
        var b0 = new byte[32];
        var b0Private = new byte[32];
        X25519.GenerateKeyPair(b0, b0Private);
        var id = new PeerId(new byte[32]);
        var context = new RatchetContext(Suite.PostQuantum, seeds.SessionId, 0, id, id);
        SessionPair.Expect(Ratchet.TryInitiate(context, TestPeer.Storage, seeds, b0, 50, out var initiator));
        SessionPair.Expect(Ratchet.TryRespond(context, TestPeer.Storage, seeds, b0Private, b0, 50, out var responder));
        return (initiator!, responder!);
    }
}
