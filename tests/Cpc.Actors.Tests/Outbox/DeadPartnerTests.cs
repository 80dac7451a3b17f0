using Akka.Actor;
using Akka.TestKit;
using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>A partner that is gone for long, with much waiting for it: one try for each reset time, and after its
/// return everything arrives, of each document in order.</summary>
public sealed class DeadPartnerTests(ITestOutputHelper output) : DeliverySpec(output)
{
    private static readonly TimeSpan Reset = TimeSpan.FromSeconds(120);

    [Fact]
    public Task Hundreds_wait_for_a_dead_partner_and_arrive_in_order() => WaitAndArriveAsync(200);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_wait_for_a_dead_partner_and_arrive_in_order() => WaitAndArriveAsync(3334);

    private void Circuit(BreakerState state) =>
        Tells(new BreakerChanged(Bob.Id, new BreakerStatus(state, 5, state == BreakerState.Open ? Today + Reset : null, BreakerFailure.Unreachable)));

    // Three items for each document: the document and two answers.
    private async Task WaitAndArriveAsync(int documents)
    {
        Circuit(BreakerState.Open);
        var keys = Enumerable.Range(0, documents).Select(_ => new DocumentKey(Alice.Id, Guid.NewGuid())).ToList();
        var items = Enumerable.Range(0, 3).SelectMany(n => keys.Select(k => new OutboxItem(k, n == 0 ? null : new Guid(n, 0, 0, new byte[8])))).ToList();
        foreach (var item in items) Outbox.Tell(new Enqueue(Bob.Id, item), TestActor);
        for (var i = 0; i < items.Count; i++) await ExpectMsgAsync<Enqueued>();
        Assert.Equal(items.Count, Status().Queued);

        // An hour: each reset time one try, and no more.
        for (var i = 0; i < 30; i++)
        {
            Pass(Reset);
            var exchange = Opened();
            Circuit(BreakerState.Open);
            Fails(exchange);
            Assert.Equal(items.Count, Status().Queued);
        }

        Alice.Peers.ExpectNoMsg(Quiet);

        // It is back.
        var arrived = new List<OutboxItem>();
        Alice.Peers.SetAutoPilot(new DelegateAutoPilot((_, message) =>
        {
            if (message is OpenExchange open) Outbox.Tell(new ExchangeEvent.Ready(open.ExchangeId, ActorRefs.Nobody));
            return AutoPilot.KeepRunning;
        }));
        Alice.Documents.SetAutoPilot(new DelegateAutoPilot((_, message) =>
        {
            if (message is ShareDocument share)
            {
                lock (arrived) arrived.Add(share.Item);
                Outbox.Tell(new ReceiptStored(share.ExchangeId, OutboxOutcome.Delivered));
            }

            return AutoPilot.KeepRunning;
        }));
        Pass(Reset);
        await EventuallyAsync(() => Status().Queued == 0);

        Assert.Equal(items.Count, arrived.Count);
        foreach (var ofOne in arrived.GroupBy(i => i.Key)) Assert.Equal(ofOne.OrderBy(i => i.ResponseId ?? Guid.Empty), ofOne);
    }
}
