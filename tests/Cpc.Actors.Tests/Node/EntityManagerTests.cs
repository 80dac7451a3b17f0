using Akka.Actor;
using Cpc.Actors.Node;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Node;

/// <summary>Entities start with their first message, and none is lost when they leave.</summary>
public sealed class EntityManagerTests(ITestOutputHelper output) : ActorSpec(output)
{
    private int _lives;

    private IActorRef Manager(Func<string, object?>? remember = null) => Sys.ActorOf(EntityManager.Props(
        _ => Props.Create(() => new EchoEntity(Interlocked.Increment(ref _lives))),
        new OneForOneStrategy(_ => Directive.Stop), remember));

    [Fact]
    public void An_entity_starts_with_its_first_message_and_gets_the_next_too()
    {
        var manager = Manager();
        Assert.Equal(0, Volatile.Read(ref _lives));
        manager.Tell(new Told("a", "x"), TestActor);
        manager.Tell(new Told("a", "y"), TestActor);
        manager.Tell(new Told("b", "z"), TestActor);
        ReceiveN(3).Order().Cast<string>().ToList().ForEach(m => Assert.Contains(m, new[] { "1:x", "1:y", "2:z" }));
        Assert.Equal(2, Volatile.Read(ref _lives));
    }

    [Fact]
    public void Passivation_loses_no_message()
    {
        var manager = Manager();
        for (var i = 0; i < 200; i++)
        {
            manager.Tell(new Told("a", "leave"), TestActor);
            manager.Tell(new Told("a", $"{i}"), TestActor);
            manager.Tell(new Told("a", $"{i} too"), TestActor);
            Assert.EndsWith($":{i}", ExpectMsg<string>(), StringComparison.Ordinal);
            Assert.EndsWith($":{i} too", ExpectMsg<string>(), StringComparison.Ordinal);
        }

        Assert.InRange(Volatile.Read(ref _lives), 2, 201);
    }

    [Fact]
    public void An_entity_that_is_at_work_when_it_may_leave_finishes_first()
    {
        var asked = CreateTestProbe();
        var manager = Sys.ActorOf(EntityManager.Props(
            id => Props.Create(() => new AskingEntity(id, asked)), new OneForOneStrategy(_ => Directive.Stop)));
        manager.Tell(new Told("a", "leave and work"), TestActor);
        asked.ExpectMsg("leave and work");
        manager.Tell(new Told("a", "more"), TestActor);
        ExpectNoMsg(Quiet);
        asked.Reply("done");
        ExpectMsg("leave and work=done");
        asked.ExpectMsg("more");
        asked.Reply("too");
        ExpectMsg("more=too");
    }

    [Fact]
    public async Task A_failed_entity_starts_anew_with_its_next_message()
    {
        var manager = Manager();
        manager.Tell(new Told("a", "x"), TestActor);
        ExpectMsg("1:x");
        var entity = await Sys.ActorSelection(manager.Path / "a").ResolveOne(TimeSpan.FromSeconds(20));
        Watch(entity);
        manager.Tell(new Told("a", "fail"), TestActor);
        ExpectTerminated(entity);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Volatile.Read(ref _lives));
        manager.Tell(new Told("a", "y"), TestActor);
        ExpectMsg("2:y");
    }

    [Fact]
    public async Task A_remembered_entity_is_started_again_after_it_failed()
    {
        var manager = Manager(id => new Told(id, "wake"));
        manager.Tell(new Told("a", "fail"), TestActor);
        await EventuallyAsync(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            return Volatile.Read(ref _lives) == 2;
        });
    }

    [Fact]
    public async Task A_restarted_manager_starts_what_must_be_there_and_not_before()
    {
        Props props = EntityManager.Props(
            _ => Props.Create(() => new EchoEntity(Interlocked.Increment(ref _lives))),
            new OneForOneStrategy(_ => Directive.Stop),
            recall: () => [new Told("a", "wake"), new Told("b", "wake")]);
        var parent = Sys.ActorOf(Props.Create(() => new RestartingParent(props)));
        parent.Tell("child", TestActor);
        var manager = ExpectMsg<IActorRef>();
        manager.Tell(new Told("c", "x"), TestActor);
        ExpectMsg("1:x");
        Assert.Equal(1, Volatile.Read(ref _lives));
        manager.Tell(Kill.Instance);
        await EventuallyAsync(() => Volatile.Read(ref _lives) == 3);
        manager.Tell(new Told("c", "y"), TestActor);
        ExpectMsg("4:y");
    }

    [Fact]
    public async Task A_remembered_entity_that_left_by_itself_stays_away()
    {
        var manager = Manager(id => new Told(id, "wake"));
        manager.Tell(new Told("a", "x"), TestActor);
        ExpectMsg("1:x");
        var entity = await Sys.ActorSelection(manager.Path / "a").ResolveOne(TimeSpan.FromSeconds(20));
        Watch(entity);
        manager.Tell(new Told("a", "leave"), TestActor);
        ExpectTerminated(entity);
        ExpectNoMsg(Quiet);
        Pass(TimeSpan.FromMinutes(1));
        ExpectNoMsg(Quiet);
        Assert.Equal(1, Volatile.Read(ref _lives));
    }
}
