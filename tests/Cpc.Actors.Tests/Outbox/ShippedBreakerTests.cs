using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Hosting;
using Cpc.Actors.Outbox;
using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>At the shipped values of outbox and circuit breaker, a peer that takes documents and sends no receipts opens the circuit
/// (docs/adr/0012-circuit-breaker.md).</summary>
public sealed class ShippedBreakerTests(ITestOutputHelper output) : DeliverySpec(output)
{
    private static readonly Akka.Configuration.Config Shipped = NodeConfiguration.Load("", "Data Source=x");

    private IActorRef StartBoth()
    {
        var (services, peer, breaker) = (Alice.Services, Bob.Id, BreakerSettings.From(Shipped));
        var dialer = new Dialer(Array.Empty<ITransport>(), Time);
        var transport = Sys.ActorOf(Props.Create(() => new TransportActor(services, dialer, breaker, peer)));
        StopAndWait(Outbox);
        Outbox = Start(OutboxSettings.From(Shipped));
        Alice.Transport.SetAutoPilot(new DelegateAutoPilot((_, message) =>
        {
            if (message is TransportManager.ForPeer told) transport.Tell(told.Command);
            return AutoPilot.KeepRunning;
        }));
        Alice.Outbox.SetAutoPilot(new DelegateAutoPilot((_, message) =>
        {
            Outbox.Tell(message);
            return AutoPilot.KeepRunning;
        }));
        return transport;
    }

    private BreakerStatus Breaker(IActorRef transport)
    {
        transport.Tell(TransportManager.GetStatus.Instance, TestActor);
        return ExpectMsg<TransportManager.Status>().Breaker;
    }

    [Fact]
    public async Task Five_documents_without_a_receipt_open_it_and_one_is_the_trial()
    {
        var transport = StartBoth();
        for (var i = 0; i < 5; i++) Enqueue(NewDocument());
        for (var i = 0; i < 5; i++) Ready(Opened());
        Pass(TimeSpan.FromSeconds(60));
        Status();
        await EventuallyAsync(() => Breaker(transport).State == BreakerState.Open);
        Assert.Equal(BreakerFailure.ReceiptTimeout, Breaker(transport).LastFailure);
        await EventuallyAsync(() => Alice.Outbox.HasMessages);
        Status();
        Pass(TimeSpan.FromSeconds(119));
        NothingOpened();
        Pass(TimeSpan.FromSeconds(1));
        Opened();
        NothingOpened();
    }

    [Fact]
    public async Task Four_leave_it_closed_and_are_tried_again_after_the_outbox_s_own_wait()
    {
        var transport = StartBoth();
        for (var i = 0; i < 4; i++) Enqueue(NewDocument());
        for (var i = 0; i < 4; i++) Ready(Opened());
        Pass(TimeSpan.FromSeconds(60));
        Status();
        await EventuallyAsync(() => Breaker(transport).Failures == 4);
        Assert.Equal(BreakerState.Closed, Breaker(transport).State);
        Pass(TimeSpan.FromSeconds(1.15));
        for (var i = 0; i < 4; i++) Opened();
    }
}
