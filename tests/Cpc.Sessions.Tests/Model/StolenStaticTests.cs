using Cpc.Cryptography;

namespace Cpc.Sessions.Tests.Model;

/// <summary>Whoever has a peer's X25519 static and record but not its identity key is refused, in each role and pattern
/// at the message that signs; the same with the identity key is accepted.</summary>
public class StolenStaticTests
{
    private static readonly ModelPeer Alice = new("alice"), Bob = new("bob");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_responder_is_refused_at_HS2(bool known)
    {
        Assert.Equal(Refusal.None, Hs2(known, stolen: false));
        Assert.Equal(Refusal.Identity, Hs2(known, stolen: true));
    }

    [Fact]
    public void An_initiator_is_refused_at_HS3()
    {
        Assert.Equal(Refusal.None, Hs3(stolen: false));
        Assert.Equal(Refusal.Identity, Hs3(stolen: true));
    }

    private static Refusal Hs2(bool known, bool stolen)
    {
        using var initiator = InitiatorHandshake.Start(Alice.ForImplementation(Bob, known), new byte[16], TestPeer.Start);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(Context(Bob, Alice, known, stolen), initiator.Hs1, TestPeer.Start, out var responder));
        return initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out _, out _);
    }

    private static Refusal Hs3(bool stolen)
    {
        using var initiator = InitiatorHandshake.Start(Context(Alice, Bob, false, stolen), new byte[16], TestPeer.Start);
        Assert.Equal(Refusal.None, ResponderHandshake.TryAccept(Bob.ForImplementation(Alice, false), initiator.Hs1, TestPeer.Start, out var responder));
        Assert.Equal(Refusal.None, initiator.TryReceiveHs2(responder!.Hs2, TestPeer.Start, out var frames, out _));
        return responder.TryReceiveHs3(frames[0], TestPeer.Start, out _);
    }

    private static SessionContext Context(ModelPeer own, ModelPeer peer, bool known, bool stolen)
    {
        var context = own.ForImplementation(peer, known);
        return stolen ? context with { Identity = new Thief(own.Id) } : context;
    }

    private sealed class Thief(byte[] claimed) : IIdentity
    {
        public PeerId PeerId => new(claimed);

        public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) =>
            ModelCrypto.Sign(new ModelPeer("mallory").IdentitySeed, message.ToArray()).CopyTo(signature);
    }
}
