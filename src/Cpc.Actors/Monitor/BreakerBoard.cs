using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cpc.Actors.Transport;
using Cpc.Cryptography;

namespace Cpc.Actors.Monitor;

/// <summary>
/// The circuit breakers of all peers as they were last told, for status and metrics (meter "Cpc": cpc.breaker.peers by
/// state, cpc.breaker.transitions by state, cpc.breaker.failures by kind). Thread-safe.
/// </summary>
public sealed class BreakerBoard : IDisposable
{
    private readonly ConcurrentDictionary<PeerId, BreakerStatus> _breakers = new();
    private readonly Meter _meter = new("Cpc");
    private readonly Counter<long> _transitions;
    private readonly Counter<long> _failures;

    public BreakerBoard()
    {
        _transitions = _meter.CreateCounter<long>("cpc.breaker.transitions", "{transition}");
        _failures = _meter.CreateCounter<long>("cpc.breaker.failures", "{failure}");
        _meter.CreateObservableGauge("cpc.breaker.peers", Observe, "{peer}", "Peers by the state of their circuit breaker");
    }

    /// <summary>Those whose circuit is not closed.</summary>
    public IReadOnlyDictionary<PeerId, BreakerStatus> NotClosed =>
        _breakers.Where(b => b.Value.State != BreakerState.Closed).ToDictionary(b => b.Key, b => b.Value);

    internal bool Owns(Instrument instrument) => instrument.Meter == _meter;

    internal void Changed(PeerId peer, BreakerStatus status)
    {
        _breakers[peer] = status;
        _transitions.Add(1, new KeyValuePair<string, object?>("state", status.State.ToString()));
    }

    internal void Failed(BreakerFailure failure) => _failures.Add(1, new KeyValuePair<string, object?>("kind", failure.ToString()));

    /// <summary>The peer's actor is gone, and its breaker with it.</summary>
    internal void Forget(PeerId peer) => _breakers.TryRemove(peer, out _);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Observe() => Enum.GetValues<BreakerState>().Select(state => new Measurement<int>(
        _breakers.Values.Count(b => b.State == state), new KeyValuePair<string, object?>("state", state.ToString())));
}
