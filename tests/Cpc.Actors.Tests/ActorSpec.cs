using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests;

/// <summary>
/// An actor system with a journal in memory and virtual time: timers fire when <see cref="Pass"/> says so, and the
/// clock of the nodes moves with them. Alice is the node under test, Bob her peer.
/// </summary>
public abstract class ActorSpec : TestKit
{
    private const string Hocon = """
        akka {
          loglevel = INFO
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          test.default-timeout = 20s
          test.single-expect-default = 20s
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          persistence.journal.inmem.class = "Cpc.Actors.Tests.RefusingJournal, Cpc.Actors.Tests"
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """;

    /// <summary>How long a test waits to see that nothing comes.</summary>
    protected static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly ManualTime _time = new();

    protected ActorSpec(ITestOutputHelper output)
        : base(ConfigurationFactory.ParseString(Hocon), "test", output)
    {
        Alice = new TestNode(this, "alice", _time);
        Bob = new TestNode(this, "bob", _time);
        Alice.Knows(Bob, "bob");
        Bob.Knows(Alice, "alice");
    }

    private protected TestNode Alice { get; }

    private protected TestNode Bob { get; }

    protected DateTimeOffset Today => _time.GetUtcNow();

    private protected TimeProvider Time => _time;

    /// <summary>The journal refuses what is written next.</summary>
    protected void JournalRefuses() => Akka.Persistence.Persistence.Instance.Apply(Sys).JournalFor(null).Tell(RefusingJournal.RefuseNext.Instance, ActorRefs.NoSender);

    /// <summary>Moves both clocks: that of the nodes and that of timers.</summary>
    protected void Pass(TimeSpan time)
    {
        _time.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    /// <summary>Somebody sets the wall clock of the nodes.</summary>
    protected void SetClock(TimeSpan by) => _time.Set(by);

    /// <summary>Waits until it is so; the deadline is generous and real.</summary>
    protected static async Task EventuallyAsync(Func<bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "It did not become so.");
            await Task.Delay(5);
        }
    }

    /// <summary>Starts an actor and waits until it has begun: what it subscribes to, it then hears.</summary>
    protected IActorRef StartAndWait(Props props)
    {
        var actor = Sys.ActorOf(props);
        actor.Tell(new Identify(null), TestActor);
        ExpectMsg<ActorIdentity>();
        return actor;
    }

    /// <summary>Stops an actor and waits until it is gone.</summary>
    protected void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Unwatch(actor);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        Alice.Dispose();
        Bob.Dispose();
    }
}
