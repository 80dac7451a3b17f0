using Cpc.Actors.Documents;

namespace Cpc.Actors.Outbox;

/// <summary>The items of one peer in their order, and which of them may be tried: of each document only the first.</summary>
internal sealed class DeliveryQueue
{
    private readonly List<DeliveryItem> _items = [];
    private readonly Dictionary<OutboxItem, DeliveryItem> _byItem = [];
    private readonly Dictionary<DocumentKey, List<DeliveryItem>> _byDocument = [];
    private readonly Dictionary<string, DeliveryItem> _byExchange = new(StringComparer.Ordinal);

    public int Count => _items.Count;

    /// <summary>Exchanges under way.</summary>
    public int Active => _byExchange.Count;

    public IEnumerable<DeliveryItem> Items => _items;

    public bool Contains(OutboxItem item) => _byItem.ContainsKey(item);

    public void Add(OutboxItem item)
    {
        var added = new DeliveryItem(item);
        if (!_byItem.TryAdd(item, added)) return;
        _items.Add(added);
        if (!_byDocument.TryGetValue(item.Key, out var same)) _byDocument.Add(item.Key, same = []);
        same.Add(added);
    }

    public void Remove(OutboxItem item)
    {
        if (!_byItem.Remove(item, out var removed)) return;
        EndExchange(removed);
        _items.Remove(removed);
        var same = _byDocument[item.Key];
        same.Remove(removed);
        if (same.Count == 0) _byDocument.Remove(item.Key);
    }

    /// <summary>Those that wait and are first of their document, in order.</summary>
    public IEnumerable<DeliveryItem> Waiting() =>
        _items.Where(i => i.ExchangeId is null && _byDocument[i.Item.Key][0] == i);

    public void BeginExchange(DeliveryItem item, byte[] exchangeId)
    {
        item.ExchangeId = exchangeId;
        _byExchange.Add(Convert.ToHexString(exchangeId), item);
    }

    public void EndExchange(DeliveryItem item)
    {
        if (item.ExchangeId is not { } exchangeId) return;
        _byExchange.Remove(Convert.ToHexString(exchangeId));
        item.ExchangeId = null;
    }

    public DeliveryItem? Find(byte[] exchangeId) => _byExchange.GetValueOrDefault(Convert.ToHexString(exchangeId));
}
