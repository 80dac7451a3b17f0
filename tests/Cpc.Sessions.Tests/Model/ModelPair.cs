namespace Cpc.Sessions.Tests.Model;

/// <summary>Alice, who begins, and Bob, each played by the model or by the implementation.</summary>
internal sealed class ModelPair
{
    public ModelPair(string who, bool known, byte suite, uint perDirection = 50, string seed = "pair", bool confirmed = true)
    {
        byte[] suites = suite == 1 ? [1] : [2, 1];
        Alice = new ModelPeer("alice", suites);
        Bob = new ModelPeer("bob", suites);
        A = Party(who[0], Alice, Bob, known, perDirection, seed + " alice");
        B = Party(who[1], Bob, Alice, known, perDirection, seed + " bob");
        var (initiator, responder, confirm) = Connect(A, B, known, new ModelRandom(seed).Bytes(16), 0);
        (Initiator, Responder, Confirm) = (initiator, responder, confirm);
        if (!confirmed) return;
        var received = Responder.Receive(Confirm, 0);
        Assert.Equal(Refusal.None, received.Refusal);
        Assert.Equal(Refusal.None, Initiator.Receive(received.Reply!, 0).Refusal);
        Assert.True(Initiator.Status.Confirmed && Responder.Status.Confirmed);
    }

    public ModelPeer Alice { get; }

    public ModelPeer Bob { get; }

    public IParty A { get; }

    public IParty B { get; }

    public ISide Initiator { get; }

    public ISide Responder { get; }

    public byte[] Confirm { get; }

    public ModelKeyLog Keys { get; } = new();

    public static (ISide Initiator, ISide Responder, byte[] Confirm) Connect(IParty a, IParty b, bool known, byte[] exchange, double now)
    {
        var (refusal, hs2) = b.Accept(a.Start(exchange, now), now);
        Assert.Equal(Refusal.None, refusal);
        (refusal, var frames, var initiator) = a.ReceiveHs2(hs2, now);
        Assert.Equal(Refusal.None, refusal);
        (refusal, var responder) = b.Finish(known ? null : frames[0], now);
        Assert.Equal(Refusal.None, refusal);
        Assert.Equal(initiator!.SessionId, responder!.SessionId);
        return (initiator, responder, frames[^1]);
    }

    /// <summary>Sends and asserts that it arrives.</summary>
    public static void Deliver(ISide from, ISide to, byte[] payload, double now = 0) => Arrives(to, Send(from, payload, now), payload, now);

    public static byte[] Send(ISide from, byte[] payload, double now = 0)
    {
        var (refusal, frame) = from.Encrypt(3, payload, now);
        Assert.Equal(Refusal.None, refusal);
        return frame!;
    }

    public static void Arrives(ISide to, byte[] frame, byte[] payload, double now = 0)
    {
        var received = to.Receive(frame, now);
        Assert.Equal(Refusal.None, received.Refusal);
        Assert.Equal(payload, received.Payload);
    }

    private IParty Party(char who, ModelPeer own, ModelPeer peer, bool known, uint perDirection, string seed) => who == 'm'
        ? new ModelParty(own.Facing(peer, known, seed, Keys, perDirection))
        : new ImplementationParty(own.ForImplementation(peer, known, perDirection));
}
