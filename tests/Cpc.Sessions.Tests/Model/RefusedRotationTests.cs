namespace Cpc.Sessions.Tests.Model;

/// <summary>A rotation of the peer's that is refused leaves our own as it is; one that is answered replaces it.</summary>
public class RefusedRotationTests
{
    [Theory]
    [InlineData("ii")]
    [InlineData("mm")]
    public void A_forged_HS1_does_not_end_our_own_rotation_and_a_true_one_does(string who)
    {
        var pair = new ModelPair(who, true, 1);
        var (smaller, larger) = ModelBytes.Smaller(pair.Alice.Id, pair.Bob.Id) ? (pair.Initiator, pair.Responder) : (pair.Responder, pair.Initiator);
        for (byte i = 1; i < 46; i++)
        {
            ModelPair.Deliver(smaller, larger, [i]);
            ModelPair.Deliver(larger, smaller, [i]);
        }

        var ours = Assert.Single(larger.Tick(0));
        var theirs = Assert.Single(smaller.Tick(0));
        byte[] forged = [.. theirs[..^1], (byte)(theirs[^1] ^ 1)];
        Assert.Equal(Refusal.HandshakeFailed, larger.Receive(forged, 0).Refusal);
        Assert.True(larger.Status.Rotating);
        Assert.Equal([ours], larger.Resend(0));

        var confirm = smaller.Receive(larger.Receive(theirs, 0).Reply!, 0).Reply!;
        Assert.Equal(Refusal.None, smaller.Receive(larger.Receive(confirm, 0).Reply!, 0).Refusal);
        Assert.Equal((1u, 1u), (smaller.Status.Epoch, larger.Status.Epoch));
    }
}
