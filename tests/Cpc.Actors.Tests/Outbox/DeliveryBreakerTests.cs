using Akka.Actor;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>The outbox waits for the circuit breaker's time, tries with one exchange, and loses nothing.</summary>
public sealed class DeliveryBreakerTests(ITestOutputHelper output) : DeliverySpec(output)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private void Refused(byte[] exchange, TimeSpan wait)
    {
        var open = new CircuitBreakerOpen(Bob.Id, Today + wait, BreakerFailure.Unreachable);
        Outbox.Tell(new ExchangeEvent.Failed(exchange, open.Words, Circuit: open));
        Status();
    }

    private void Circuit(BreakerState state, TimeSpan? wait = null) =>
        Tells(new BreakerChanged(Bob.Id, new BreakerStatus(state, 5, wait is { } w ? Today + w : null, BreakerFailure.Unreachable)));

    [Fact]
    public void It_waits_until_the_circuit_may_be_tried_and_no_longer()
    {
        Enqueue(NewDocument());
        Refused(Opened(), TimeSpan.FromSeconds(120));
        Assert.Contains("circuit breaker is open", Status().LastProblem, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(119.9));
        NothingOpened();
        Pass(TimeSpan.FromSeconds(0.1));
        Opened();
    }

    [Fact]
    public void A_call_that_was_not_made_does_not_lengthen_the_next_wait()
    {
        Enqueue(NewDocument());
        for (var i = 0; i < 10; i++)
        {
            Refused(Opened(), TimeSpan.FromSeconds(120));
            Pass(TimeSpan.FromSeconds(120));
        }

        Fails(Opened());
        Status();
        Pass(Second * 1.15);
        Opened();
    }

    [Fact]
    public void While_the_circuit_is_not_closed_one_exchange_is_the_trial_and_then_all_go()
    {
        Circuit(BreakerState.Open, Second * 120);
        for (var i = 0; i < 10; i++) Enqueue(NewDocument());
        NothingOpened();
        Pass(Second * 120);
        Opened();
        NothingOpened();
        Circuit(BreakerState.Closed);
        for (var i = 0; i < 7; i++) Opened();
        NothingOpened();
    }

    [Fact]
    public void A_failed_trial_waits_for_the_whole_reset_time_again()
    {
        Circuit(BreakerState.Open, Second * 120);
        Enqueue(NewDocument());
        Pass(Second * 120);
        var trial = Opened();
        Circuit(BreakerState.Open, Second * 120);
        Fails(trial);
        Status();
        Pass(Second * 119);
        NothingOpened();
        Pass(Second);
        Opened();
    }

    [Fact]
    public void A_closed_circuit_ends_the_wait_at_once()
    {
        Enqueue(NewDocument());
        Refused(Opened(), TimeSpan.FromSeconds(120));
        Circuit(BreakerState.Closed);
        Opened();
    }

    [Fact]
    public void A_session_that_stands_shows_the_circuit_closed_even_if_nobody_said_so()
    {
        for (var i = 0; i < 3; i++) Enqueue(NewDocument());
        var exchanges = Enumerable.Range(0, 3).Select(_ => Opened()).ToList();
        exchanges.ForEach(e => Refused(e, Second * 120));
        Pass(Second * 120);
        var trial = Opened();
        NothingOpened();
        Ready(trial);
        Receives(trial, OutboxOutcome.Delivered);
        Opened();
        Opened();
    }

    [Fact]
    public void Nothing_is_lost_over_a_restart_while_the_circuit_is_open()
    {
        for (var i = 0; i < 3; i++) Enqueue(NewDocument());
        for (var i = 0; i < 3; i++) Refused(Opened(), Second * 120);
        Restart();
        Assert.Equal(3, Status().Queued);
        for (var i = 0; i < 3; i++) Opened();
    }

    [Fact]
    public void Receipts_that_are_missing_together_are_told_as_one_failure_of_the_peer()
    {
        for (var i = 0; i < 3; i++) Enqueue(NewDocument());
        for (var i = 0; i < 3; i++) Ready(Opened());
        Pass(Settings.ReceiptTimeout);
        Status();
        var told = Alice.Transport.ExpectMsg<TransportManager.ForPeer>();
        Assert.Equal((Bob.Id, StreamCommand.ReceiptMissing.Instance), (told.Peer, told.Command));
        Alice.Transport.ExpectNoMsg(Quiet);
    }
}
