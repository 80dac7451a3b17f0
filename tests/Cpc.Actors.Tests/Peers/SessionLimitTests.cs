using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Peers;

/// <summary>A session ends by time and by number, on both sides, and never lives longer than a day.</summary>
public sealed class SessionLimitTests(ITestOutputHelper output) : SessionSpec(output)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_handshake_without_an_answer_ends_after_thirty_seconds()
    {
        Begin((fromInitiator, body) => fromInitiator ? [] : [body]);
        Watch(Responder);
        Pass(SessionLimits.HandshakeTimeout - Second);
        Owner.ExpectNoMsg(Quiet);
        Pass(Second * 2);
        Owner.ExpectMsg<ExchangeEvent.Failed>();
        ExpectTerminated(Responder);
        // The connection may be dead without knowing.
        Seen.FishForMessage<StreamCommand.Silent>(_ => true);
        Assert.Equal(1, Alice.Count("session", "HandshakeTimeout"));
        Assert.Equal(1, Bob.Count("session", "HandshakeTimeout"));
    }

    [Fact]
    public void A_handshake_without_its_Confirm_ends_too()
    {
        Begin((_, body) => body[1] == (byte)FrameType.Data && DataHeader.Kind(body) == DataKind.Confirm ? [] : [body]);
        Owner.ExpectMsg<ExchangeEvent.Ready>();
        Watch(Responder);
        Pass(SessionLimits.HandshakeTimeout + Second);
        ExpectTerminated(Responder);
        Owner.ExpectMsg<ExchangeEvent.Failed>();
    }

    [Fact]
    public void An_established_session_outlives_the_handshake_s_time()
    {
        Establish();
        Delivers();
        Pass(SessionLimits.HandshakeTimeout + Second);
        Delivers();
    }

    [Fact]
    public void A_responder_that_hears_nothing_for_two_minutes_ends()
    {
        Establish();
        Delivers();
        Watch(Responder);
        Pass(TimeSpan.FromMinutes(2) + Second);
        ExpectTerminated(Responder);
    }

    [Fact]
    public void After_a_day_a_session_closes()
    {
        Establish();
        Delivers();
        Watch(Initiator);
        Pass(SessionLimits.MaxAge - Second);
        Owner.ExpectNoMsg(Quiet);
        Pass(Second * 2);
        Owner.ExpectMsg<ExchangeEvent.Failed>();
        ExpectTerminated(Initiator);
    }

    [Fact]
    public void A_session_rotates_in_time_and_carries_more_than_fifty_messages()
    {
        Establish();
        for (var i = 0; i < 3 * SessionLimits.MaxPerDirection; i++) Delivers();
    }

    [Fact]
    public void A_session_whose_opener_has_gone_ends()
    {
        Establish();
        Watch(Initiator);
        StopOwner();
        ExpectTerminated(Initiator);
        Seen.FishForMessage<StreamCommand.End>(_ => true);

        void StopOwner() => Sys.Stop(Owner);
    }

    [Fact]
    public void Bad_frames_are_answered_and_logged_once_a_second_at_most()
    {
        var refusals = 0;
        Establish((_, body) =>
        {
            if (body[1] == (byte)FrameType.Refuse)
            {
                Interlocked.Increment(ref refusals);
                return [];
            }

            return body[1] == (byte)FrameType.Data && DataHeader.Kind(body) == DataKind.Document ? [.. Enumerable.Repeat(Unknown(body), 20), body] : [body];
        });
        EventFilter.Warning(start: "Session with peer").Expect(1, Delivers);
        Assert.Equal(20, Bob.Count("session", "UnknownSession"));
        Assert.Equal(1, Volatile.Read(ref refusals));
        Pass(Second * 2);
        Delivers();
        Assert.Equal(2, Volatile.Read(ref refusals));

        static byte[] Unknown(byte[] body)
        {
            var changed = (byte[])body.Clone();
            changed[2] ^= 1;
            return changed;
        }
    }
}
