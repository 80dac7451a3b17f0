using System.Net;
using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

/// <summary>What is bounded, and for how long.</summary>
public sealed partial class DatagramSessionsTests
{
    [Theory]
    [InlineData("192.0.2.", "192.0.3.1")]
    [InlineData("2001:db8:1::", "2001:db8:2::1")]
    public void One_network_gets_so_many_handshakes_and_others_are_not_affected(string network, string elsewhere)
    {
        for (var i = 0; i < DatagramLimits.HandshakeBurstPerNetwork + 5; i++)
        {
            using var many = new DatagramNode { Address = new IPEndPoint(IPAddress.Parse(network + (1 + i)), 1) };
            many.Ask(_bob, "q");
            _bob.Receive(Assert.Single(many.Take()), many);
        }

        Assert.Equal(5, Refused(DatagramRefusal.RateLimited));
        using var other = new DatagramNode { Address = new IPEndPoint(IPAddress.Parse(elsewhere), 1) };
        other.Ask(_bob, "q");
        Assert.NotNull(_bob.Receive(Assert.Single(other.Take()), other));
    }

    [Fact]
    public void Sessions_pending_handshakes_and_questions_are_bounded()
    {
        for (var i = 0; i < DatagramLimits.MaxSessions + 20; i++)
        {
            using var peer = new DatagramNode { Address = new IPEndPoint(new IPAddress([10, 1, (byte)(i / 80), (byte)(1 + (i % 80))]), 1) };
            _bob.Now = peer.Now = DatagramNode.Start.AddMilliseconds(10 * i);
            peer.Ask(_bob, "q");
            peer.Exchange(_bob);
        }

        Assert.Equal(DatagramLimits.MaxSessions, _bob.Sessions.Count);
        for (var i = 0; i < DatagramLimits.MaxAsked; i++)
            Assert.NotEqual(0u, _alice.Sessions.Ask(new DatagramPeer(_bob.Identity.PeerId, _bob.Static.PublicKey, new IPEndPoint(new IPAddress([10, 2, (byte)(i / 250), (byte)(1 + (i % 250))]), 1)), new byte[1], true, _alice.Now));
        Assert.Equal(0u, _alice.Ask(_bob, "one too many"));
    }

    [Fact]
    public void Old_and_idle_sessions_are_erased_and_an_unconfirmed_one_soon()
    {
        Introduce();
        _alice.Sessions.Expire(_alice.Now + DatagramLimits.IdleLife - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _alice.Sessions.Count);
        _alice.Sessions.Expire(_alice.Now + DatagramLimits.IdleLife);
        Assert.Equal(0, _alice.Sessions.Count);
        using var carol = new DatagramNode();
        carol.Ask(_bob, "q");
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(Assert.Single(carol.Take()), carol));
        _bob.Sessions.Reply(question, DatagramNode.Bytes("a"), _bob.Now);
        Assert.Equal(2, _bob.Sessions.Count);
        _bob.Sessions.Expire(_bob.Now + DatagramLimits.HandshakeTimeout);
        Assert.Equal(1, _bob.Sessions.Count);
    }

    [Fact]
    public void A_question_given_up_makes_the_next_one_bring_a_handshake()
    {
        Introduce();
        var id = _alice.Ask(_bob, "lost");
        _alice.Take();
        _alice.Sessions.GiveUp(id);
        _alice.Ask(_bob, "again");
        Assert.Equal(DatagramFormat.Init, Assert.Single(_alice.Sent).Datagram[0]);
        Assert.Contains(_alice.Exchange(_bob), e => e is DatagramEvent.Answer a && DatagramNode.Text(a.Payload) == "again!");
    }

    [Fact]
    public void An_answer_of_another_peer_to_a_question_of_ours_is_refused()
    {
        using var carol = new DatagramNode();
        Introduce();
        carol.Ask(_alice, "hello");
        carol.Exchange(_alice);
        var id = _alice.Ask(_bob, "who?");
        // Carol answers in Bob's place.
        carol.Ask(_alice, "x");
        var question = Assert.IsType<DatagramEvent.Question>(_alice.Receive(Assert.Single(carol.Take()), carol));
        Assert.True(question.IsProved);
        var forged = new DatagramEvent.Question(question.Peer, question.Payload, true, question.Room, id);
        Assert.NotEqual(0u, forged.Id);
        _alice.Ask(carol, "y");
        var toCarol = Assert.IsType<DatagramEvent.Question>(carol.Receive(_alice.Take()[^1], _alice));
        carol.Sessions.Reply(toCarol with { Id = id }, DatagramNode.Bytes("me"), carol.Now);
        Assert.Null(_alice.Receive(Assert.Single(carol.Take()), carol));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.NotAsked]);
    }
}
