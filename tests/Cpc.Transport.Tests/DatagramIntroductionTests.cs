using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

/// <summary>A node of which one knows id and address is asked for its static (docs/adr/0015).</summary>
public sealed class DatagramIntroductionTests : IDisposable
{
    private readonly DatagramNode _alice = new();
    private readonly DatagramNode _bob = new();

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    private byte[] Asked(DatagramNode of)
    {
        Assert.True(_alice.Sessions.Introduce(of.Identity.PeerId, _bob.Address, _alice.Now));
        return Assert.Single(_alice.Take());
    }

    private byte[] Answered()
    {
        Assert.Null(_bob.Receive(Asked(_bob), _alice));
        return Assert.Single(_bob.Take());
    }

    [Fact]
    public void Who_knows_id_and_address_learns_the_static_and_can_ask()
    {
        var introduced = Assert.IsType<DatagramEvent.Introduced>(_alice.Receive(Answered(), _bob));
        Assert.Equal((_bob.Identity.PeerId, _bob.Address), (introduced.Peer.Peer, introduced.Peer.Address));
        Assert.Equal(_bob.Static.PublicKey, introduced.Peer.NoiseStatic.ToArray());
        _alice.Sessions.Ask(introduced.Peer, DatagramNode.Bytes("hello"), true, _alice.Now);
        Assert.Contains(_alice.Exchange(_bob), e => e is DatagramEvent.Answer a && DatagramNode.Text(a.Payload) == "hello!");
    }

    [Fact]
    public void Who_asks_for_another_id_gets_no_word()
    {
        using var carol = new DatagramNode();
        Assert.Null(_bob.Receive(Asked(carol), _alice));
        Assert.Empty(_bob.Sent);
        Assert.Equal(1, _bob.Sessions.Refusals[DatagramRefusal.Identity]);
    }

    [Fact]
    public void What_gets_no_answer_takes_no_token()
    {
        using var carol = new DatagramNode();
        var (foreign, filled) = (Asked(carol), Asked(_bob));
        filled[^1] = 1;
        for (var i = 0; i <= DatagramLimits.HandshakeBurstPerNetwork; i++) _bob.Receive(i % 2 == 0 ? foreign : filled, _alice);
        Assert.Equal(0, _bob.Sessions.Refusals[DatagramRefusal.RateLimited]);
        Assert.Null(_bob.Receive(Asked(_bob), _alice));
        Assert.Single(_bob.Sent);
    }

    [Fact]
    public void The_answer_is_smaller_than_the_question_and_short_questions_get_none()
    {
        var asked = Asked(_bob);
        Assert.Equal(DatagramLimits.DatagramSize, asked.Length);
        Assert.InRange(Answered().Length, 1, asked.Length);
        Assert.Null(_bob.Receive(asked[..^1], _alice));
        asked[^1] = 1;
        Assert.Null(_bob.Receive(asked, _alice));
        Assert.Empty(_bob.Sent);
        Assert.Equal(2, _bob.Sessions.Refusals[DatagramRefusal.Malformed]);
    }

    [Fact]
    public void A_forged_record_another_address_and_a_second_answer_are_refused()
    {
        using var carol = new DatagramNode();
        var answer = Answered();
        var forged = answer.ToArray();
        forged[^1] ^= 1;
        Assert.Null(_alice.Receive(forged, _bob));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.Identity]);
        Assert.Null(_alice.Receive(answer, carol));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.WrongAddress]);
        Assert.NotNull(_alice.Receive(answer, _bob));
        Assert.Null(_alice.Receive(answer, _bob));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.NotAsked]);
    }

    [Fact]
    public void Questions_are_metered_and_those_under_way_bounded_and_forgotten()
    {
        for (var i = 0; i <= DatagramLimits.HandshakeBurstPerNetwork; i++) _bob.Receive(Asked(_bob), _alice);
        Assert.Equal(DatagramLimits.HandshakeBurstPerNetwork, _bob.Sent.Count);
        Assert.Equal(1, _bob.Sessions.Refusals[DatagramRefusal.RateLimited]);
        while (_alice.Sessions.Introduce(_bob.Identity.PeerId, _bob.Address, _alice.Now)) Assert.InRange(_alice.Sent.Count, 0, DatagramLimits.MaxPending);
        _alice.Sessions.Expire(_alice.Now + DatagramLimits.HandshakeTimeout);
        Assert.True(_alice.Sessions.Introduce(_bob.Identity.PeerId, _bob.Address, _alice.Now));
    }
}
