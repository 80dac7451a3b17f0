using Akka.Actor;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Sessions;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Peers;

/// <summary>protocol.md §3, Limits: replayed ephemerals, ties, one handshake for each exchange.</summary>
public sealed class ExchangeClaimsTests(ITestOutputHelper output) : ActorSpec(output)
{
    private static readonly byte[] Exchange = SecureRandom.Bytes(16);

    private readonly ExchangeClaims _claims = new(peerIsSmaller: true);
    private int _sessions;

    private IActorRef NewSession() => CreateTestProbe($"session-{++_sessions}").Ref;

    private static PeerActor.ClaimExchange Claim(byte[]? exchange = null, byte[]? e = null) => new(exchange ?? Exchange, e ?? SecureRandom.Bytes(32));

    [Fact]
    public void An_ephemeral_seen_in_another_handshake_is_a_replay_whatever_the_exchange()
    {
        var e = SecureRandom.Bytes(32);
        Assert.Equal((Refusal.None, null), _claims.Judge(NewSession(), Claim(e: e), null, Today));
        Assert.Equal((Refusal.Replay, null), _claims.Judge(NewSession(), Claim(SecureRandom.Bytes(16), e), null, Today));
        Assert.Equal((Refusal.None, null), _claims.Judge(NewSession(), Claim(SecureRandom.Bytes(16)), null, Today));
    }

    [Fact]
    public void Ephemerals_are_remembered_up_to_a_bound()
    {
        var first = SecureRandom.Bytes(32);
        _claims.Judge(NewSession(), Claim(e: first), null, Today);
        var session = NewSession();
        for (var i = 1; i < ExchangeClaims.Remembered; i++) _claims.Judge(session, Claim(SecureRandom.Bytes(16)), null, Today);
        Assert.Equal(Refusal.Replay, _claims.Judge(session, Claim(SecureRandom.Bytes(16), first), null, Today).Refusal);
        _claims.Judge(session, Claim(SecureRandom.Bytes(16)), null, Today);
        Assert.Equal(Refusal.None, _claims.Judge(session, Claim(SecureRandom.Bytes(16), first), null, Today).Refusal);
    }

    [Fact]
    public void At_a_tie_the_smaller_peer_s_handshake_wins()
    {
        var own = NewSession();
        Assert.Equal((Refusal.None, own), _claims.Judge(NewSession(), Claim(), own, Today));
        Assert.Equal((Refusal.TieLost, null), new ExchangeClaims(peerIsSmaller: false).Judge(NewSession(), Claim(), own, Today));
    }

    [Fact]
    public void A_newer_handshake_of_the_exchange_replaces_a_pending_one_once_a_second()
    {
        var first = NewSession();
        _claims.Judge(first, Claim(), null, Today);
        Assert.Equal((Refusal.Busy, null), _claims.Judge(NewSession(), Claim(), null, Today.AddSeconds(0.9)));
        Assert.Equal((Refusal.None, first), _claims.Judge(NewSession(), Claim(), null, Today.AddSeconds(1)));
    }

    [Fact]
    public void An_established_session_stays_until_the_new_one_has_proved_itself()
    {
        var (first, second) = (NewSession(), NewSession());
        _claims.Judge(first, Claim(), null, Today);
        Assert.Null(_claims.Established(first));
        Assert.Equal((Refusal.None, null), _claims.Judge(second, Claim(), null, Today));
        Assert.Equal(first, _claims.Established(second));
        Assert.Null(_claims.Established(second));
    }

    [Fact]
    public void The_same_session_may_begin_anew_and_what_ended_leaves_its_exchange_free()
    {
        var first = NewSession();
        _claims.Judge(first, Claim(), null, Today);
        Assert.Equal((Refusal.None, null), _claims.Judge(first, Claim(), null, Today));
        _claims.Ended(first);
        Assert.Equal((Refusal.None, null), _claims.Judge(NewSession(), Claim(), null, Today));
    }
}
