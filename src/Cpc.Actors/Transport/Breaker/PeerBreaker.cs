using Akka.Actor;
using Akka.Pattern;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// The circuit breaker towards one peer: Akka's as the state machine, opened by the first failure it sees, and a
/// sliding window in front of it that decides which that is (architecture.md, "Circuit breaker";
/// docs/adr/0012-circuit-breaker.md). Used by one actor; its calls run outside.
/// </summary>
internal sealed class PeerBreaker
{
    private readonly PeerId _peer;
    private readonly BreakerSettings _settings;
    private readonly TimeProvider _time;
    private readonly CircuitBreaker _circuit;
    private readonly FailureWindow _window;
    private long _openedAt;
    private int _lastFailure;

    /// <param name="changed">Called, on any thread, when the state has changed.</param>
    public PeerBreaker(PeerId peer, BreakerSettings settings, IScheduler scheduler, TimeProvider time, Action changed)
    {
        (_peer, _settings, _time) = (peer, settings, time);
        _window = new FailureWindow(settings.Threshold, settings.Window, time);
        // No call timeout of its own: it would run by another clock than ours; a dial is bounded by the transports.
        _circuit = new CircuitBreaker(scheduler, maxFailures: 1, Timeout.InfiniteTimeSpan, settings.Reset)
            .OnOpen(changed).OnHalfOpen(changed).OnClose(changed);
    }

    public BreakerState State => _circuit.IsOpen ? BreakerState.Open : _circuit.IsHalfOpen ? BreakerState.HalfOpen : BreakerState.Closed;

    public BreakerFailure LastFailure => (BreakerFailure)Volatile.Read(ref _lastFailure);

    public BreakerStatus Status
    {
        get
        {
            var state = State;
            return new BreakerStatus(
                state,
                state == BreakerState.Closed ? _window.Count : _settings.Threshold,
                state == BreakerState.Closed ? null : RetryAt,
                LastFailure);
        }
    }

    private DateTimeOffset RetryAt
    {
        get
        {
            var now = _time.GetUtcNow();
            var left = _settings.Reset - _time.GetElapsedTime(Interlocked.Read(ref _openedAt));
            return left > TimeSpan.Zero ? now + left : now;
        }
    }

    /// <summary>
    /// Makes a call that either brings a connection or fails with a <see cref="TransportException"/>. Failures of the
    /// closed circuit are the caller's to <see cref="Count"/>; in a half-open one the only call decides.
    /// </summary>
    /// <exception cref="TransportException">The call failed.</exception>
    /// <returns>The connection, or why no call was made.</returns>
    public async Task<(IPeerConnection? Connection, CircuitBreakerOpen? Refusal)> CallAsync(Func<Task<IPeerConnection>> call)
    {
        TransportException? failed = null;
        var connection = default(IPeerConnection);
        try
        {
            connection = await _circuit.WithCircuitBreaker(async _ =>
            {
                // Asked within the state that invokes it, so this is that state.
                var isTrial = _circuit.IsHalfOpen;
                try
                {
                    return await call().ConfigureAwait(false);
                }
                catch (TransportException e)
                {
                    failed = e;
                    if (!isTrial || BreakerWords.KindOf(e) == BreakerFailure.None) return null;
                    // Before the circuit opens, so that whoever sees it open knows since when and why.
                    Opens(BreakerWords.KindOf(e));
                    throw;
                }
                catch (Exception)
                {
                    if (isTrial) Opens(LastFailure);
                    throw;
                }
            }).ConfigureAwait(false);
        }
        catch (OpenCircuitException)
        {
            return (null, Refuse());
        }
        catch (TransportException e) when (ReferenceEquals(e, failed))
        {
            // The trial failed; told below.
        }

        return failed is null ? (connection, null) : throw failed;
    }

    /// <summary>The peer was there without a call: as the half-open circuit's trial this closes it.</summary>
    public void Succeed()
    {
        if (_circuit.IsHalfOpen) _circuit.Succeed();
    }

    /// <summary>Why no call is made now; null when one may be.</summary>
    public CircuitBreakerOpen? RefusalNow => _circuit.IsOpen ? Refuse() : null;

    /// <summary>Counts a failure, and opens the circuit when that makes them too many. Only a closed circuit counts: an
    /// open one makes no calls, and what an earlier call still brings must not decide a trial.</summary>
    public void Count(BreakerFailure failure)
    {
        if (failure == BreakerFailure.None || !_circuit.IsClosed) return;
        Volatile.Write(ref _lastFailure, (int)failure);
        if (!_window.Add()) return;
        _window.Clear();
        Opens(failure);
        _circuit.Fail();
    }

    /// <summary>While a trial is under way its outcome is not known: the next call waits as if it failed.</summary>
    public CircuitBreakerOpen Refuse() =>
        new(_peer, _circuit.IsOpen ? RetryAt : _time.GetUtcNow() + _settings.Reset, LastFailure);

    private void Opens(BreakerFailure failure)
    {
        Volatile.Write(ref _lastFailure, (int)failure);
        Interlocked.Exchange(ref _openedAt, _time.GetTimestamp());
    }
}
