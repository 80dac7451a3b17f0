using System.Globalization;
using Cpc.Actors.Documents;

namespace Cpc.Actors.Lists;

/// <summary>All documents in memory, in the order of their ids, which begin with their time. Not thread-safe.</summary>
internal sealed class ListIndex
{
    private readonly List<IndexEntry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Entries that filters have looked at, ever: the work that searching is.</summary>
    public long Examined { get; private set; }

    public IEnumerable<DocumentKey> Keys => _entries.Select(e => e.Key);

    /// <summary>0 where the document is not in the lists.</summary>
    public long RevisionOf(DocumentKey key) => Find(key) is var at and >= 0 ? _entries[at].Revision : 0;

    /// <summary>Puts an entry in its place, or in that of an older one.</summary>
    public void Set(IndexEntry entry)
    {
        // Nearly always the newest.
        if (_entries.Count == 0 || Compare(_entries[^1].Key, entry.Key) < 0)
        {
            _entries.Add(entry);
            return;
        }

        var at = Find(entry.Key);
        if (at >= 0) _entries[at] = entry;
        else _entries.Insert(~at, entry);
    }

    public void Remove(DocumentKey key)
    {
        if (Find(key) is var at and >= 0) _entries.RemoveAt(at);
    }

    public void Clear() => _entries.Clear();

    /// <summary>A page, newest first.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="more">There is at least one more after it.</param>
    public List<IndexEntry> Page(DocumentFilter filter, DocumentKey? after, int limit, out bool more)
    {
        var wanted = filter.Text is null ? filter : filter with { Text = filter.Text.ToUpperInvariant() };
        var page = new List<IndexEntry>();
        var start = after is { } key ? PlaceOf(key) : _entries.Count;
        more = false;
        for (var i = start - 1; i >= 0; i--)
        {
            Examined++;
            if (!_entries[i].Passes(wanted)) continue;
            if (page.Count == limit)
            {
                more = true;
                break;
            }

            page.Add(_entries[i]);
        }

        return page;
    }

    /// <summary>Those whose id begins so, at most two.</summary>
    /// <param name="beginning">1 to 32 hex digits.</param>
    public List<DocumentKey> Beginning(string beginning)
    {
        if (beginning.Length is 0 or > 32 || !beginning.All(char.IsAsciiHexDigit)) return [];
        var first = Guid.ParseExact(beginning.PadRight(32, '0'), "N");
        return [.. _entries.Skip(PlaceOf(new DocumentKey(default, first))).Take(2).Select(e => e.Key)
            .Where(k => k.Id.ToString("N", CultureInfo.InvariantCulture).StartsWith(beginning, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>How many documents have each status.</summary>
    public SortedDictionary<string, int> Statuses() => new(_entries.CountBy(e => e.Status).ToDictionary(c => c.Key, c => c.Value), StringComparer.Ordinal);

    // Where it is, or would be.
    private int PlaceOf(DocumentKey key)
    {
        var at = Find(key);
        return at >= 0 ? at : ~at;
    }

    private int Find(DocumentKey key)
    {
        int low = 0, high = _entries.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(_entries[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    // Guid compares as its big-endian bytes do, in which a UUIDv7 begins with its time.
    private static int Compare(DocumentKey a, DocumentKey b) => a.Id.CompareTo(b.Id) is not 0 and var order ? order : a.Issuer.CompareTo(b.Issuer);
}
