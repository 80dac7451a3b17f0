using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Cpc.Actors.Monitor;

/// <summary>
/// Counts what was refused, by area and reason: nothing a peer sends is refused without a count. Names only, never
/// content. Thread-safe; also published as the meter "Cpc".
/// </summary>
public sealed class SecurityCounters : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Meter _meter = new("Cpc");
    private readonly Counter<long> _refusals;

    public SecurityCounters() => _refusals = _meter.CreateCounter<long>("cpc.refusals", "{refusal}");

    /// <param name="area">transport, session, exchange, document, consent, api.</param>
    public void Count(string area, Enum reason) => Count(area, reason.ToString());

    public void Count(string area, string reason)
    {
        _counts.AddOrUpdate($"{area}.{reason}", 1, static (_, n) => n + 1);
        _refusals.Add(1, new KeyValuePair<string, object?>("area", area), new KeyValuePair<string, object?>("reason", reason));
    }

    public long Of(string area, Enum reason) => _counts.GetValueOrDefault($"{area}.{reason}");

    public IReadOnlyDictionary<string, long> Snapshot() =>
        new SortedDictionary<string, long>(_counts.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    public void Dispose() => _meter.Dispose();
}
