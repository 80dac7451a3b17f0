using Akka.Actor;
using Cpc.Actors.Audit;
using Cpc.Governance.Audit;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Audit;

/// <summary>One chain over all lives of the node; a broken one takes nothing more.</summary>
public sealed class AuditActorTests(ITestOutputHelper output) : ActorSpec(output)
{
    private IActorRef Start()
    {
        var services = Alice.Services;
        return Sys.ActorOf(Props.Create(() => new AuditActor(services)));
    }

    private static AuditFact Fact(AuditAction action = AuditAction.DocumentShared) =>
        new() { Action = action, ActorRef = new byte[32], CounterpartyRef = new byte[32] };

    private long Append(IActorRef audit)
    {
        audit.Tell(new AppendAudit(Fact()), TestActor);
        return ExpectMsg<AuditAppended>().Sequence;
    }

    private AuditChain Head(IActorRef audit)
    {
        audit.Tell(GetAuditHead.Instance, TestActor);
        return ExpectMsg<AuditChain>();
    }

    private async Task Journal(params byte[][] entries)
    {
        var filler = Sys.ActorOf(Props.Create(() => new JournalFiller(AuditActor.IdOf(Alice.Services), entries.Select(e => (object)new AuditRecorded(e)))));
        Assert.Equal("filled", await filler.Ask<string>("fill", TimeSpan.FromSeconds(20)));
        StopAndWait(filler);
    }

    private void TakesNothing(IActorRef audit)
    {
        audit.Tell(new AppendAudit(Fact()), TestActor);
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Entries_are_numbered_and_the_chain_goes_on_after_a_restart()
    {
        var audit = Start();
        Assert.Equal([1L, 2L, 3L], new[] { Append(audit), Append(audit), Append(audit) });
        var head = Head(audit);
        StopAndWait(audit);
        audit = Start();
        Assert.Equal(head.Head, Head(audit).Head);
        Assert.Equal(4, Append(audit));
        Assert.Equal(4, Head(audit).Count);
    }

    [Fact]
    public void Many_at_once_make_one_chain()
    {
        var audit = Start();
        for (var i = 0; i < 100; i++) audit.Tell(new AppendAudit(Fact()), TestActor);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), ReceiveN(100).Select(m => ((AuditAppended)m).Sequence));
        Assert.Equal(100, Head(audit).Count);
    }

    [Fact]
    public async Task An_entry_that_does_not_follow_makes_it_refuse()
    {
        var first = AuditChain.Empty(Alice.Id).Next(Fact(), Today);
        var forged = AuditChain.Empty(Alice.Id).Next(Fact(AuditAction.ConsentGranted), Today) with { Sequence = 2 };
        await Journal(first.Encode(), forged.Encode());
        TakesNothing(Start());
        Assert.Equal(1, Alice.Count("audit", "BrokenLink"));
    }

    [Fact]
    public async Task A_missing_entry_makes_it_refuse()
    {
        await Journal((AuditChain.Empty(Alice.Id).Next(Fact(), Today) with { Sequence = 2 }).Encode());
        TakesNothing(Start());
        Assert.Equal(1, Alice.Count("audit", "Gap"));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_makes_it_refuse_and_is_no_crash()
    {
        var entry = AuditChain.Empty(Alice.Id).Next(Fact(), Today).Encode();
        await Journal(entry[..^1]);
        var audit = Start();
        Watch(audit);
        TakesNothing(audit);
        Assert.Equal(0, Head(audit).Count);
        Assert.Equal(1, Alice.Count("audit", "Unreadable"));
    }
}
