using Cpc.Sessions.Noise;
using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

/// <summary>docs/adr/0015, without sockets.</summary>
public sealed partial class DatagramSessionsTests : IDisposable
{
    private readonly DatagramNode _alice = new();
    private readonly DatagramNode _bob = new();

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    private long Refused(DatagramRefusal refusal) => _bob.Sessions.Refusals[refusal];

    // Alice's first datagram, which carries a question.
    private byte[] Init(string question = "q")
    {
        _alice.Ask(_bob, question);
        return Assert.Single(_alice.Take());
    }

    private void Introduce()
    {
        _alice.Ask(_bob, "first");
        _alice.Exchange(_bob);
    }

    [Fact]
    public void A_stranger_is_answered_after_one_round_trip()
    {
        var id = _alice.Ask(_bob, "who?");
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(Assert.Single(_alice.Take()), _alice));
        Assert.Equal("who?", DatagramNode.Text(question.Payload));
        Assert.Equal((_alice.Identity.PeerId, _alice.Address, false), (question.Peer.Peer, question.Peer.Address, question.IsProved));
        Assert.Equal(_alice.Static.PublicKey, question.Peer.NoiseStatic.ToArray());
        _bob.Sessions.Reply(question, DatagramNode.Bytes("you"), _bob.Now);
        var answer = Assert.IsType<DatagramEvent.Answer>(_alice.Receive(Assert.Single(_bob.Take()), _bob));
        Assert.Equal((id, "you"), (answer.Id, DatagramNode.Text(answer.Payload)));
        // And Bob learns that she is there.
        Assert.Equal(_alice.Identity.PeerId, Assert.IsType<DatagramEvent.Proved>(_bob.Receive(Assert.Single(_alice.Take()), _alice)).Peer.Peer);
    }

    [Fact]
    public void That_it_is_there_is_told_once_however_often_it_says_so()
    {
        // By hand: an honest node confirms once.
        var init = new byte[DatagramLimits.DatagramSize];
        (init[0], init[1], init[9]) = (DatagramFormat.Init, DatagramFormat.Version, 7);
        var handshake = new HandshakeState(NoisePattern.IK, Blake2bHash.Instance, initiator: true,
            DatagramFormat.Prologue("test", init.AsSpan(0, DatagramFormat.InitHeader), _bob.Identity.PeerId), _alice.Static, _bob.Static.PublicKey);
        var at = DatagramFormat.InitHeader + handshake.TryWriteTokens(init.AsSpan(DatagramFormat.InitHeader));
        var payload = new byte[DatagramFormat.InitPayload];
        DatagramFormat.Write(payload, (ulong)((_alice.Now - DateTimeOffset.UnixEpoch).Ticks / 10), _alice.Statics[0].Record, 0, []);
        handshake.WritePayload(payload, init.AsSpan(at));
        Assert.Null(_bob.Receive(init, _alice));
        var body = Assert.Single(_bob.Take()).AsSpan(DatagramFormat.ResponseHeader);
        var read = new byte[DatagramLimits.DatagramSize];
        var size = handshake.TryReadPayload(body[handshake.TryReadTokens(body)..], read);
        Assert.True(DatagramFormat.TryRead(read.AsSpan(0, size), out var index, out _, out _, out _));
        using var session = new DatagramSession(handshake, initiator: true, _bob.Peer, 7, index, _alice.Now);
        var told = new List<DatagramEvent>();
        for (var i = 0; i < 5; i++)
        {
            var confirm = new byte[DatagramLimits.DatagramSize];
            var length = session.Seal([DatagramFormat.Confirm], confirm);
            if (_bob.Receive(confirm[..length], _alice) is { } received) told.Add(received);
        }

        Assert.IsType<DatagramEvent.Proved>(Assert.Single(told));
    }

    [Fact]
    public void Later_questions_use_the_keys_in_both_directions()
    {
        Introduce();
        _alice.Ask(_bob, "second");
        var datagram = Assert.Single(_alice.Sent).Datagram;
        Assert.Equal(DatagramFormat.Data, datagram[0]);
        Assert.Contains(_alice.Exchange(_bob), e => e is DatagramEvent.Question { IsProved: true });
        _bob.Ask(_alice, "back");
        Assert.Equal(DatagramFormat.Data, Assert.Single(_bob.Sent).Datagram[0]);
        Assert.Contains(_bob.Exchange(_alice), e => e is DatagramEvent.Answer a && DatagramNode.Text(a.Payload) == "back!");
        Assert.Equal((1, 1), (_alice.Sessions.Count, _bob.Sessions.Count));
    }

    [Fact]
    public void A_question_that_changes_something_waits_for_the_handshake()
    {
        _alice.Ask(_bob, "store", mayRide: false);
        _alice.Ask(_bob, "another", mayRide: true);
        var init = Assert.Single(_alice.Take());
        Assert.Null(_bob.Receive(init, _alice));
        Assert.Null(_alice.Receive(Assert.Single(_bob.Take()), _bob) as DatagramEvent.Answer);
        var questions = _alice.Take().ConvertAll(d => Assert.IsType<DatagramEvent.Question>(_bob.Receive(d, _alice)));
        Assert.Equal(["store", "another"], questions.Select(q => DatagramNode.Text(q.Payload)));
        Assert.All(questions, q => Assert.True(q.IsProved));
    }

    [Fact]
    public void No_answer_is_larger_than_the_question_before_the_address_is_proved()
    {
        var init = Init();
        Assert.Equal(DatagramLimits.DatagramSize, init.Length);
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(init, _alice));
        Assert.Throws<ArgumentException>(() => _bob.Sessions.Reply(question, new byte[question.Room + 1], _bob.Now));
        _bob.Sessions.Reply(question, new byte[question.Room], _bob.Now);
        Assert.Equal(init.Length, Assert.Single(_bob.Take()).Length);
        Assert.InRange(question.Room, 900, 1232);
    }

    [Fact]
    public void A_small_handshake_is_refused_so_that_it_can_be_no_lever()
    {
        Assert.Null(_bob.Receive(Init()[..^1], _alice));
        Assert.Equal(1, Refused(DatagramRefusal.Malformed));
        Assert.Empty(_bob.Sent);
    }

    [Fact]
    public void A_proved_address_gets_large_answers_in_parts_in_any_order()
    {
        Introduce();
        var id = _alice.Ask(_bob, "much");
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(Assert.Single(_alice.Take()), _alice));
        var answer = new byte[question.Room];
        new Random(1).NextBytes(answer);
        _bob.Sessions.Reply(question, answer, _bob.Now);
        var parts = _bob.Take();
        Assert.Equal(DatagramLimits.MaxParts, parts.Count);
        Assert.All(parts, p => Assert.True(p.Length <= DatagramLimits.DatagramSize));
        Assert.Null(_alice.Receive(parts[2], _bob));
        Assert.Null(_alice.Receive(parts[0], _bob));
        var received = Assert.IsType<DatagramEvent.Answer>(_alice.Receive(parts[1], _bob));
        Assert.Equal(id, received.Id);
        Assert.Equal(answer, received.Payload.ToArray());
    }

    [Fact]
    public void A_handshake_is_taken_once()
    {
        var init = Init();
        Assert.NotNull(_bob.Receive(init, _alice));
        Assert.Null(_bob.Receive(init, _alice));
        Assert.Equal(1, Refused(DatagramRefusal.Replay));
        // A later one of the same peer is taken.
        _alice.Sessions.GiveUp(1);
        using var other = new DatagramNode();
        _alice.Ask(other, "q");
        Assert.NotNull(other.Receive(_alice.Take()[^1], _alice));
    }

    [Fact]
    public void A_replayed_handshake_from_elsewhere_proves_nothing_and_displaces_no_session()
    {
        var init = Init();
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(init, _alice));
        _bob.Sessions.Reply(question, DatagramNode.Bytes("a"), _bob.Now);
        _alice.Receive(Assert.Single(_bob.Take()), _bob);
        _bob.Receive(Assert.Single(_alice.Take()), _alice);
        using var thief = new DatagramNode();
        Assert.Null(_bob.Receive(init, thief));
        Assert.Equal(1, Refused(DatagramRefusal.Replay));
        _bob.Ask(_alice, "still there?");
        Assert.Contains(_bob.Exchange(_alice), e => e is DatagramEvent.Answer);
    }

    [Fact]
    public void A_clock_that_is_far_off_is_refused()
    {
        _alice.Now -= TimeSpan.FromSeconds(301);
        Assert.Null(_bob.Receive(Init(), _alice));
        Assert.Equal(1, Refused(DatagramRefusal.ClockSkew));
        _alice.Now = _bob.Now + TimeSpan.FromSeconds(299);
        Assert.NotNull(_bob.Receive(InitAgain(), _alice));

        byte[] InitAgain()
        {
            _alice.Sessions.Expire(_alice.Now);
            return Init();
        }
    }

    [Fact]
    public void No_byte_of_a_handshake_can_be_changed()
    {
        var init = Init();
        for (var i = 0; i < init.Length; i += i < 130 ? 1 : 97)
        {
            var changed = init.ToArray();
            changed[i] ^= 1;
            _bob.Now += TimeSpan.FromMilliseconds(50); // the meter's tokens
            Assert.Null(_bob.Receive(changed, _alice));
        }

        Assert.NotNull(_bob.Receive(init, _alice));
    }

    [Fact]
    public void No_byte_of_an_answer_can_be_changed_and_a_forged_one_ends_only_its_handshake()
    {
        var question = Assert.IsType<DatagramEvent.Question>(_bob.Receive(Init(), _alice));
        _bob.Sessions.Reply(question, DatagramNode.Bytes("a"), _bob.Now);
        var response = Assert.Single(_bob.Take());
        response[^1] ^= 1;
        Assert.Null(_alice.Receive(response, _bob));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.HandshakeFailed]);
        response[^1] ^= 1;
        Assert.Null(_alice.Receive(response, _bob));
        Assert.Equal(1, _alice.Sessions.Refusals[DatagramRefusal.UnknownSession]);
        _bob.Now = _alice.Now += TimeSpan.FromSeconds(10);
        Introduce();
        Assert.Equal(1, _alice.Sessions.Count);
    }

    [Fact]
    public void Data_is_taken_once_and_only_unchanged_and_from_its_address()
    {
        Introduce();
        _alice.Ask(_bob, "second");
        var datagram = Assert.Single(_alice.Take());
        for (var i = 0; i < datagram.Length; i++)
        {
            var changed = datagram.ToArray();
            changed[i] ^= 1;
            Assert.Null(_bob.Receive(changed, _alice));
        }

        using var thief = new DatagramNode();
        Assert.Null(_bob.Receive(datagram, thief));
        Assert.Equal(1, Refused(DatagramRefusal.WrongAddress));
        Assert.NotNull(_bob.Receive(datagram, _alice));
        var before = Refused(DatagramRefusal.Duplicate);
        Assert.Null(_bob.Receive(datagram, _alice));
        Assert.Equal(before + 1, Refused(DatagramRefusal.Duplicate));
        Assert.True(Refused(DatagramRefusal.NotAuthentic) > 0);
    }

    [Fact]
    public void A_node_of_another_network_and_a_handshake_for_another_node_do_not_open()
    {
        using var foreign = new DatagramNode("other");
        foreign.Ask(_bob, "q");
        Assert.Null(_bob.Receive(Assert.Single(foreign.Take()), foreign));
        using var carol = new DatagramNode();
        _alice.Ask(carol, "q");
        Assert.Null(_bob.Receive(Assert.Single(_alice.Take()), _alice));
        Assert.Equal(2, Refused(DatagramRefusal.HandshakeFailed));
    }

    [Fact]
    public void A_static_that_its_identity_did_not_sign_or_signed_long_ago_is_refused()
    {
        using var mallory = new DatagramNode();
        // Alice's record with Mallory's static, his record for another static, and one that has expired.
        mallory.Statics = [mallory.OwnStatic(mallory.Static) with { Record = _alice.Statics[0].Record }];
        Attempt();
        mallory.Statics = [mallory.OwnStatic(DatagramNode.NewStatic()) with { Pair = mallory.Static }];
        Attempt();
        mallory.Statics = [mallory.OwnStatic(mallory.Static, from: DatagramNode.Start.AddDays(-31))];
        Attempt();
        Assert.Equal(3, Refused(DatagramRefusal.Identity));
        mallory.Statics = [mallory.OwnStatic(mallory.Static)];
        mallory.Ask(_bob, "q");
        Assert.NotNull(_bob.Receive(mallory.Take()[^1], mallory));

        void Attempt()
        {
            mallory.Ask(_bob, "q");
            Assert.Null(_bob.Receive(mallory.Take()[^1], mallory));
            mallory.Now += TimeSpan.FromSeconds(6);
            mallory.Sessions.Expire(mallory.Now);
        }
    }

    [Fact]
    public void A_responder_that_is_someone_else_is_refused()
    {
        // Bob's key and address named as Carol's.
        using var carol = new DatagramNode();
        _alice.Sessions.Ask(new DatagramPeer(carol.Identity.PeerId, _bob.Static.PublicKey, _bob.Address), DatagramNode.Bytes("q"), true, _alice.Now);
        Assert.Null(_bob.Receive(Assert.Single(_alice.Take()), _alice));
        Assert.Equal(1, Refused(DatagramRefusal.HandshakeFailed));
    }

    [Fact]
    public void The_former_static_is_good_for_a_while()
    {
        var next = DatagramNode.NewStatic();
        var init = Init();
        _bob.Statics = [_bob.OwnStatic(next), _bob.Statics[0]];
        Assert.NotNull(_bob.Receive(init, _alice));
        _bob.Statics = [_bob.OwnStatic(next)];
        using var carol = new DatagramNode();
        carol.Ask(_bob, "q");
        Assert.Null(_bob.Receive(Assert.Single(carol.Take()), carol));
    }

    [Fact]
    public void Random_bytes_are_refused_and_never_an_exception()
    {
        Introduce();
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var datagram = new byte[random.Next(0, 1300)];
            random.NextBytes(datagram);
            if (datagram.Length > 0) datagram[0] = (byte)random.Next(3, 8);
            Assert.Null(_bob.Receive(datagram, _alice));
        }
    }
}
