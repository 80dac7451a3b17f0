using Cpc.Actors.Documents;

namespace Cpc.Actors.Outbox;

/// <summary>
/// The items of one peer in their order, and which of them may be tried: of each document only the first. No operation
/// but <see cref="Release"/> looks at all items; each costs at most the logarithm of their number.
/// </summary>
internal sealed class DeliveryQueue
{
    private static readonly Comparer<DeliveryItem> ByPlace = Comparer<DeliveryItem>.Create((a, b) => a.Place.CompareTo(b.Place));

    private static readonly Comparer<DeliveryItem> ByTime = Comparer<DeliveryItem>.Create((a, b) =>
        a.NextTry.CompareTo(b.NextTry) is not 0 and var order ? order : a.Place.CompareTo(b.Place));

    private readonly Dictionary<OutboxItem, DeliveryItem> _byItem = [];
    private readonly Dictionary<DocumentKey, SortedSet<DeliveryItem>> _byDocument = [];
    private readonly Dictionary<string, DeliveryItem> _byExchange = new(StringComparer.Ordinal);

    // Each item is first of its document, and waits, in one of these two; or it is under way; or it is behind another.
    private readonly SortedSet<DeliveryItem> _ready = new(ByPlace);
    private readonly SortedSet<DeliveryItem> _held = new(ByTime);
    private readonly HashSet<DeliveryItem> _withProblem = [];
    private long _places;

    public int Count => _byItem.Count;

    /// <summary>Exchanges under way.</summary>
    public int Active => _byExchange.Count;

    /// <summary>In no order.</summary>
    public IEnumerable<DeliveryItem> Items => _byItem.Values;

    /// <summary>Those whose last attempt failed.</summary>
    public IEnumerable<DeliveryItem> WithProblem => _withProblem;

    public IEnumerable<DeliveryItem> UnderWay => _byExchange.Values;

    /// <summary>When the first of those that are held may be tried; null when none is.</summary>
    public DateTimeOffset? NextHeld => _held.Min?.NextTry;

    /// <summary>Null when it is not queued.</summary>
    public DeliveryItem? Get(OutboxItem item) => _byItem.GetValueOrDefault(item);

    public void Add(OutboxItem item)
    {
        var added = new DeliveryItem(item, ++_places);
        if (!_byItem.TryAdd(item, added)) return;
        if (!_byDocument.TryGetValue(item.Key, out var same)) _byDocument.Add(item.Key, same = new SortedSet<DeliveryItem>(ByPlace));
        same.Add(added);
        if (same.Count == 1) _ready.Add(added);
    }

    public void Remove(OutboxItem item)
    {
        if (!_byItem.Remove(item, out var removed)) return;
        EndExchange(removed);
        _ready.Remove(removed);
        _held.Remove(removed);
        _withProblem.Remove(removed);
        var same = _byDocument[item.Key];
        same.Remove(removed);
        if (same.Min is { } next) Wait(next);
        else _byDocument.Remove(item.Key);
    }

    /// <summary>The next that may be tried, in order; null when there is none.</summary>
    public DeliveryItem? Next(DateTimeOffset now)
    {
        while (_held.Min is { } held && held.NextTry <= now)
        {
            _held.Remove(held);
            _ready.Add(held);
        }

        return _ready.Min;
    }

    public void BeginExchange(DeliveryItem item, byte[] exchangeId)
    {
        _ready.Remove(item);
        _held.Remove(item);
        item.ExchangeId = exchangeId;
        _byExchange.Add(Convert.ToHexString(exchangeId), item);
    }

    /// <summary>The item waits again, if it is still there.</summary>
    public void EndExchange(DeliveryItem item)
    {
        if (item.ExchangeId is not { } exchangeId) return;
        _byExchange.Remove(Convert.ToHexString(exchangeId));
        item.ExchangeId = null;
        if (_byItem.ContainsKey(item.Item)) Wait(item);
    }

    /// <summary>An item that waits is not tried before this time.</summary>
    public void Hold(DeliveryItem item, DateTimeOffset until)
    {
        _ready.Remove(item);
        _held.Remove(item);
        item.NextTry = until;
        Wait(item);
    }

    /// <summary>Nothing is held any more.</summary>
    public void Release()
    {
        foreach (var item in _byItem.Values) item.NextTry = DateTimeOffset.MinValue;
        _ready.UnionWith(_held);
        _held.Clear();
    }

    public void SetProblem(DeliveryItem item, string problem)
    {
        item.Problem = problem;
        _withProblem.Add(item);
    }

    public DeliveryItem? Find(byte[] exchangeId) => _byExchange.GetValueOrDefault(Convert.ToHexString(exchangeId));

    private void Wait(DeliveryItem item)
    {
        if (item.ExchangeId is not null || _byDocument[item.Item.Key].Min != item) return;
        (item.NextTry == DateTimeOffset.MinValue ? _ready : _held).Add(item);
    }
}
