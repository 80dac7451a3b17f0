using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.Tests;

/// <summary>Two peers with an established session.</summary>
internal sealed class SessionPair
{
    public SessionPair(SessionLimits? limits = null, bool confirmed = true, bool known = false, byte[]? suites = null)
    {
        var exchange = SecureRandom.Bytes(16);
        var alice = known ? Alice.Knowing(Bob, limits) : Alice.Facing(Bob.Id, limits: limits);
        var bob = known ? Bob.Knowing(Alice, limits) : Bob.Facing(Alice.Id, limits: limits);
        if (suites is not null) alice = alice with { Suites = suites };
        using var initiator = InitiatorHandshake.Start(alice, exchange, Now);
        Expect(ResponderHandshake.TryAccept(bob, initiator.Hs1, Now, out var responder));
        Expect(initiator.TryReceiveHs2(responder!.Hs2, Now, out var frames, out var session));
        Initiator = session!;
        if (known)
        {
            Responder = responder.TakeSession();
            responder.Dispose();
        }
        else
        {
            Expect(responder.TryReceiveHs3(frames[0], Now, out session));
            Responder = session!;
        }

        Confirm = frames[^1];
        if (!confirmed) return;
        var received = Responder.Receive(Confirm, Now);
        Expect(received.Refusal);
        Expect(Initiator.Receive(received.Reply!, Now).Refusal);
    }

    public static Moment Now => TestPeer.Start;

    public TestPeer Alice { get; } = new();

    public TestPeer Bob { get; } = new();

    public Session Initiator { get; }

    public Session Responder { get; }

    public byte[] Confirm { get; }

    public static byte[] Send(Session from, byte[] payload, DataKind kind = DataKind.Document)
    {
        Expect(from.Encrypt(kind, payload, Blake3.Hash(payload), Now, out var frame));
        return frame!;
    }

    public static void Expect(Refusal refusal) => Assert.Equal(Refusal.None, refusal);

    /// <summary>Asserts that the frame is accepted with this payload.</summary>
    public static void Delivers(Session to, byte[] frame, byte[] payload)
    {
        var received = to.Receive(frame, Now);
        Assert.Equal(Refusal.None, received.Refusal);
        Assert.Equal(payload, received.Payload!.Span.ToArray());
        Assert.Equal(Blake3.Hash(payload), received.Hash);
        received.Payload.Dispose();
    }
}
