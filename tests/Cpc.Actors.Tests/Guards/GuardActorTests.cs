using Akka.Actor;
using Cpc.Actors.Guards;
using Cpc.Exchange;
using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Guards;

/// <summary>The guards remember over restarts, and answer when it is durable.</summary>
public sealed class GuardActorTests : ActorSpec
{
    private static readonly ContentHash First = new([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly ContentHash Second = new([.. Enumerable.Repeat((byte)2, 32)]);
    private IActorRef _guards;

    public GuardActorTests(ITestOutputHelper output)
        : base(output) => _guards = Start();

    private IActorRef Start()
    {
        var services = Alice.Services;
        return Sys.ActorOf(Props.Create(() => new GuardActor(services)));
    }

    private void Restart()
    {
        StopAndWait(_guards);
        _guards = Start();
    }

    private ValueList<Concern> Claim(InvoiceDocument document, ContentHash hash)
    {
        _guards.Tell(new ClaimInvoice(Bob.Id.ToParticipant(), document, hash), TestActor);
        return ExpectMsg<InvoiceClaimed>().Concerns;
    }

    [Fact]
    public void A_number_is_remembered_over_a_restart_and_the_same_bytes_are_no_conflict()
    {
        Assert.Empty(Claim(Samples.Invoice, First));
        Restart();
        Assert.Empty(Claim(Samples.Invoice, First));
        Assert.Equal([Concern.NumberConflict], Claim(Samples.Invoice, Second));
        Restart();
        Assert.Equal([Concern.NumberConflict], Claim(Samples.Invoice, Second));
    }

    [Fact]
    public void What_was_approved_is_known_over_a_restart()
    {
        Claim(Samples.Invoice, First);
        var moved = Samples.Invoice with
        {
            Number = "N-2",
            Payment = Samples.Invoice.Payment! with { CreditTransfers = [new CreditTransfer { AccountIdentifier = "DE89370400440532013000" }] },
        };
        Assert.Equal([Concern.AccountChanged], Claim(moved, Second));
        _guards.Tell(new DecideClaim(Second, Approve: true), TestActor);
        ExpectMsg<ClaimDecided>();
        // Again it changes nothing, and is answered.
        _guards.Tell(new DecideClaim(Second, Approve: false), TestActor);
        ExpectMsg<ClaimDecided>();
        Restart();
        Assert.Empty(Claim(moved with { Number = "N-3" }, new ContentHash([.. Enumerable.Repeat((byte)3, 32)])));
    }

    [Fact]
    public void What_the_journal_refuses_is_not_remembered_either()
    {
        // Started, so that the journal is.
        Assert.Empty(Claim(Samples.Invoice with { Number = "N-1" }, Second));
        Watch(_guards);
        JournalRefuses();
        _guards.Tell(new ClaimInvoice(Bob.Id.ToParticipant(), Samples.Invoice, First), TestActor);
        ExpectTerminated(_guards);
        _guards = Start();
        Assert.Empty(Claim(Samples.Invoice, new ContentHash([.. Enumerable.Repeat((byte)3, 32)])));
    }

    [Fact]
    public void Many_at_once_are_judged_one_after_the_other()
    {
        for (byte i = 1; i <= 50; i++) _guards.Tell(new ClaimInvoice(Bob.Id.ToParticipant(), Samples.Invoice, new ContentHash([.. Enumerable.Repeat(i, 32)])), TestActor);
        Assert.Empty(ExpectMsg<InvoiceClaimed>().Concerns);
        for (var i = 2; i <= 50; i++) Assert.Equal([Concern.NumberConflict], ExpectMsg<InvoiceClaimed>().Concerns);
    }
}
