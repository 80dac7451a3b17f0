using Cpc.Actors.Documents;
using Cpc.Actors.Outbox;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Outbox;

/// <summary>The queue chooses what looking through all items in their order would choose.</summary>
public sealed class DeliveryQueueModelTests
{
    private static readonly PeerId Issuer = new(new byte[32]);

    private static OutboxItem Item(int document, int number) =>
        new(new DocumentKey(Issuer, new Guid(document, 0, 0, new byte[8])), number == 0 ? null : new Guid(number, 1, 0, new byte[8]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_operations_leave_the_choice_of_a_full_scan(int seed)
    {
        var random = new Random(seed);
        var queue = new DeliveryQueue();
        var model = new List<(OutboxItem Item, DateTimeOffset NextTry, byte[]? Exchange)>();
        var now = DateTimeOffset.UnixEpoch;
        for (var step = 0; step < 5000; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(3));
            switch (random.Next(6))
            {
                case 0 or 1:
                    var item = Item(random.Next(8), random.Next(4));
                    if (!model.Exists(m => m.Item == item)) model.Add((item, DateTimeOffset.MinValue, null));
                    queue.Add(item);
                    break;
                case 2 when queue.Next(now) is { } next:
                    var exchange = SecureRandom.Bytes(16);
                    queue.BeginExchange(next, exchange);
                    Change(next.Item, m => m with { Exchange = exchange });
                    break;
                case 3 when queue.UnderWay.FirstOrDefault() is { } ended:
                    queue.EndExchange(ended);
                    Change(ended.Item, m => m with { Exchange = null });
                    if (random.Next(2) == 0) break;
                    var until = now + TimeSpan.FromSeconds(random.Next(1, 20));
                    queue.Hold(ended, until);
                    Change(ended.Item, m => m with { NextTry = until });
                    break;
                case 4 when model.Count > 0 && random.Next(3) == 0:
                    var gone = model[random.Next(model.Count)].Item;
                    queue.Remove(gone);
                    model.RemoveAll(m => m.Item == gone);
                    break;
                case 5 when random.Next(20) == 0:
                    queue.Release();
                    model = [.. model.Select(m => m with { NextTry = DateTimeOffset.MinValue })];
                    break;
            }

            var waiting = model.Where((m, i) => m.Exchange is null && model.FindIndex(o => o.Item.Key == m.Item.Key) == i).ToList();
            Assert.Equal(model.Count, queue.Count);
            Assert.Equal(model.Count(m => m.Exchange is not null), queue.Active);
            Assert.Equal(waiting.Where(m => m.NextTry <= now).Select(m => m.Item).FirstOrDefault(), queue.Next(now)?.Item);
            var later = waiting.Where(m => m.NextTry > now).Select(m => (DateTimeOffset?)m.NextTry).Min();
            Assert.Equal(later, queue.NextHeld);
        }

        void Change(OutboxItem which, Func<(OutboxItem Item, DateTimeOffset NextTry, byte[]? Exchange), (OutboxItem, DateTimeOffset, byte[]?)> how)
        {
            var at = model.FindIndex(m => m.Item == which);
            model[at] = how(model[at]);
        }
    }

    [Fact]
    public void A_full_queue_empties_in_order_per_document_without_looking_at_all_of_it()
    {
        var queue = new DeliveryQueue();
        for (var i = 0; i < DeliveryActor.MaxQueued; i++) queue.Add(Item(i % 30_000, i / 30_000));
        var last = new Dictionary<DocumentKey, int>();
        while (queue.Next(DateTimeOffset.UnixEpoch) is { } next)
        {
            var number = next.Item.ResponseId is { } id ? BitConverter.ToInt32(id.ToByteArray()) : 0;
            Assert.Equal(number - 1, last.GetValueOrDefault(next.Item.Key, -1));
            last[next.Item.Key] = number;
            queue.BeginExchange(next, SecureRandom.Bytes(16));
            queue.Remove(next.Item);
        }

        Assert.Equal((0, 0), (queue.Count, queue.Active));
    }
}
