using Akka.Actor;
using Akka.TestKit;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Node;

/// <summary>An entity that asks before it goes on decides on the state it asked with.</summary>
public sealed class EntityActorTests : ActorSpec
{
    private readonly TestProbe _asked;
    private readonly IActorRef _entity;

    public EntityActorTests(ITestOutputHelper output)
        : base(output)
    {
        _asked = CreateTestProbe("asked");
        _entity = Sys.ActorOf(Props.Create(() => new AskingEntity("one", _asked)));
    }

    [Fact]
    public void What_arrives_while_it_waits_is_handled_afterwards_in_order()
    {
        _entity.Tell(new Told("one", "first"), TestActor);
        _asked.ExpectMsg("first");
        _entity.Tell(new Told("one", "second"), TestActor);
        _entity.Tell("third", TestActor);
        var first = _asked.LastSender;
        _asked.ExpectNoMsg(Quiet);
        first.Tell("1");
        ExpectMsg("first=1");
        _asked.ExpectMsg("second");
        _asked.Reply("2");
        ExpectMsg("second=2");
        ExpectMsg("plain third");
    }

    [Fact]
    public void The_answer_goes_to_whoever_sent_the_command()
    {
        var (one, other) = (CreateTestProbe(), CreateTestProbe());
        _entity.Tell(new Told("one", "a"), one);
        _entity.Tell(new Told("one", "b"), other);
        _asked.ExpectMsg("a");
        _asked.Reply("1");
        _asked.ExpectMsg("b");
        _asked.Reply("2");
        one.ExpectMsg("a=1");
        other.ExpectMsg("b=2");
        one.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void No_answer_in_time_is_a_failure_and_the_next_command_is_handled()
    {
        _entity.Tell(new Told("one", "first"), TestActor);
        _asked.ExpectMsg("first");
        _entity.Tell("next", TestActor);
        ExpectMsg("first failed");
        ExpectMsg("plain next");
    }

    [Fact]
    public void A_late_answer_is_not_taken_for_that_of_the_next_question()
    {
        _entity.Tell(new Told("one", "first"), TestActor);
        _asked.ExpectMsg("first");
        var late = _asked.LastSender;
        ExpectMsg("first failed");
        _entity.Tell(new Told("one", "second"), TestActor);
        _asked.ExpectMsg("second");
        late.Tell("1");
        _asked.Reply("2");
        ExpectMsg("second=2");
    }

    [Theory]
    [InlineData(42)]
    [InlineData(null)]
    public void An_answer_of_another_kind_or_a_failure_is_a_failure(object? answer)
    {
        _entity.Tell(new Told("one", "first"), TestActor);
        _asked.ExpectMsg("first");
        _asked.Reply(answer ?? new Status.Failure(new InvalidOperationException("No.")));
        ExpectMsg("first failed");
    }
}
