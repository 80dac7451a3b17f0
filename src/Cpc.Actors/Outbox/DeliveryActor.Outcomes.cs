using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Documents;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;

namespace Cpc.Actors.Outbox;

/// <summary>How an exchange ends, and what follows for its item.</summary>
internal sealed partial class DeliveryActor
{
    private void OnShared(ShareOutcome outcome)
    {
        if (_queue.Find(outcome.ExchangeId) is not { IsDone: false } item) return;
        switch (outcome)
        {
            case ShareOutcome.Void:
                Done(item, OutboxOutcome.Void);
                break;
            case ShareOutcome.Denied denied:
                EndExchange(item);
                _queue.SetProblem(item, denied.Reason);
                _queue.Hold(item, _services.Time.GetUtcNow() + _settings.MaxBackoff);
                Pump();
                break;
        }
    }

    private void OnReceiptStored(ReceiptStored stored)
    {
        if (_queue.Find(stored.ExchangeId) is not { IsDone: false } item) return;
        if (stored.Outcome is { } outcome) Done(item, outcome);
        else Failed(item, "the receipt was not valid.", null);
    }

    // Until that is durable the item is still under way: nothing that comes meanwhile begins it anew.
    private void Done(DeliveryItem item, OutboxOutcome outcome)
    {
        if (item.IsDone) return;
        item.IsDone = true;
        PersistAsync(new OutboxDone(item.Item, outcome, _services.Time.GetUtcNow()), e =>
        {
            EndExchange(item);
            _queue.Remove(e.Item);
            _lastProblem = null;
            _keyChanged = null;
            _failures = 0;
            _hurried = false;
            _backoffUntil = TimeSpan.Zero;
            _log.Info("Delivery to peer {0}: {1}", _peer.ToShortString(), outcome);
            Pump();
        });
    }

    private void Failed(DeliveryItem? item, string reason, TimeSpan? retryAfter)
    {
        if (item is null || item.IsDone) return;
        EndExchange(item);
        _queue.SetProblem(item, reason);
        _lastProblem = reason;
        // Exchanges that failed together are one failure here, and wait together.
        var first = Wait <= TimeSpan.Zero;
        if (first) _failures++;
        var backoff = _settings.Backoff(_failures);
        if (retryAfter > backoff) backoff = retryAfter < _settings.MaxBackoff ? retryAfter.Value : _settings.MaxBackoff;
        if (first) _backoffUntil = Now + backoff;
        _log.Info("Delivery to peer {0} failed: {1} Next try in {2:F0} s", _peer.ToShortString(), reason, backoff.TotalSeconds);
        Pump();
    }

    // Not a failure of the peer: no call was made.
    private void OnCircuitOpen(DeliveryItem? item, CircuitBreakerOpen open)
    {
        if (item is null || item.IsDone) return;
        EndExchange(item);
        _queue.SetProblem(item, open.Words);
        _lastProblem = open.Words;
        _circuitClosed = false;
        // Never at once, whatever it says: each attempt is journaled.
        var wait = open.RetryAt - _services.Time.GetUtcNow();
        _circuitUntil = Now + (wait > _settings.MinBackoff ? wait : _settings.MinBackoff);
        Pump();
    }

    private void OnSilent(Silent silent)
    {
        if (_queue.Find(silent.ExchangeId) is not { IsDone: false } item) return;
        // Each counts (docs/adr/0012-circuit-breaker.md).
        _services.Router.Transport.Tell(new TransportManager.ForPeer(_peer, StreamCommand.ReceiptMissing.Instance));
        Failed(item, "no receipt came in time.", null);
    }

    private void EndExchange(DeliveryItem item)
    {
        if (item.ExchangeId is { } exchange) Timers.Cancel(TimerOf(exchange));
        item.Session.Tell(SessionCommand.Close.Instance);
        item.Session = ActorRefs.Nobody;
        _queue.EndExchange(item);
    }
}
