using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cpc.Actors.Documents;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Actors.Outbox;

/// <summary>
/// The outbox of one peer, event-sourced: what is queued stays queued until the peer's signed receipt is stored with
/// the document. Each attempt is a fresh exchange; the document is encrypted anew, never re-sent under an old key.
/// </summary>
internal sealed class DeliveryActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Items in one peer's queue.</summary>
    public const int MaxQueued = 100_000;

    private const string RetryTimer = "retry";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly NodeServices _services;
    private readonly OutboxSettings _settings;
    private readonly PeerId _peer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DeliveryQueue _queue = new();
    private int _failures;
    private DateTimeOffset _nextTry = DateTimeOffset.MinValue;
    private bool _hurried;
    private bool _circuitClosed = true;
    private string? _lastProblem;
    private string? _keyChanged;

    public DeliveryActor(NodeServices services, OutboxSettings settings, string entityId)
    {
        if (!PeerId.TryParse(entityId, out _peer)) throw new ArgumentException("No peer id.", nameof(entityId));
        _services = services;
        _settings = settings;
        PersistenceId = $"outbox-{services.Self}-{_peer}";

        Recover<OutboxQueued>(e => _queue.Add(e.Item));
        Recover<OutboxDone>(e => _queue.Remove(e.Item));
        Recover<RecoveryCompleted>(_ => Pump());

        Command<Enqueue>(OnEnqueue);
        Command<StartOutbox>(_ => Pump());
        Command<Retry>(_ => Pump());
        Command<PeerConnected>(_ => OnPeerConnected());
        Command<BreakerChanged>(c => OnBreaker(c.Status));
        Command<ConsentChanged>(_ => OnConsentChanged());
        Command<PeerAdmissionChanged>(_ => OnAdmissionChanged());
        Command<GetOutboxStatus>(_ => Sender.Tell(Status()));
        Command<ExchangeEvent>(OnExchange);
        Command<ShareOutcome>(OnShared);
        Command<ReceiptStored>(OnReceiptStored);
        Command<Silent>(OnSilent);
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    private void OnEnqueue(Enqueue enqueue)
    {
        if (_queue.Contains(enqueue.Item))
        {
            Sender.Tell(Enqueued.Instance);
            return;
        }

        // No answer: the document is not issued without its place in the queue.
        if (_queue.Count >= MaxQueued) return;
        Persist(new OutboxQueued(enqueue.Item, _services.Time.GetUtcNow()), e =>
        {
            _queue.Add(e.Item);
            Sender.Tell(Enqueued.Instance);
            // The document itself is stored next; it is fetched once its turn has come.
            Timers.StartSingleTimer(RetryTimer, Retry.Instance, TimeSpan.FromMilliseconds(1));
        });
    }

    // Starts what is due, up to the limit, and wakes up for what is due next. A failure holds up the whole peer: who
    // is unreachable for one document is so for all.
    private void Pump()
    {
        if (_services.Peers.Trust(_peer).IsBlocked) return;
        var now = _services.Time.GetUtcNow();
        // While the circuit is not closed only one call passes, as its trial.
        var parallel = _circuitClosed ? _settings.Parallel : 1;
        while (_nextTry <= now && _queue.Active < parallel && _queue.Next(now) is { } item) Start(item);

        // The end of an exchange comes here again.
        if (_queue.Active >= parallel || _queue.Count == _queue.Active) return;
        if ((_nextTry > now ? _nextTry : _queue.NextHeld) is not { } next) return;
        var delay = next - now;
        Timers.StartSingleTimer(RetryTimer, Retry.Instance, delay > ShortestWait ? delay : ShortestWait);
    }

    // Once between two successes: each attempt is journaled and audited, and a peer that reconnects again and again must
    // not drive them.
    private void OnPeerConnected()
    {
        if (_hurried || _nextTry <= _services.Time.GetUtcNow()) return;
        _hurried = true;
        _nextTry = DateTimeOffset.MinValue;
        Pump();
    }

    // The circuit breaker says when to try again; a closed circuit ends the wait.
    private void OnBreaker(BreakerStatus breaker)
    {
        _circuitClosed = breaker.State == BreakerState.Closed;
        if (_circuitClosed) _nextTry = DateTimeOffset.MinValue;
        else if (breaker.RetryAt > _nextTry) _nextTry = breaker.RetryAt.Value;
        Pump();
    }

    private void OnConsentChanged()
    {
        _nextTry = DateTimeOffset.MinValue;
        _queue.Release();
        Pump();
    }

    // Blocked: what is under way ends, and everything waits. Added again or elsewhere: a new start.
    private void OnAdmissionChanged()
    {
        _keyChanged = null;
        if (_services.Peers.Trust(_peer).IsBlocked)
        {
            foreach (var item in _queue.UnderWay.ToList()) EndExchange(item);
            return;
        }

        _failures = 0;
        _hurried = false;
        _nextTry = DateTimeOffset.MinValue;
        Pump();
    }

    private void Start(DeliveryItem item)
    {
        var exchangeId = SecureRandom.Bytes(Frame.ExchangeIdSize);
        _queue.BeginExchange(item, exchangeId);
        Timers.StartSingleTimer(TimerOf(exchangeId), new Silent(exchangeId), _settings.ReceiptTimeout);
        _services.Router.Peers.Tell(new OpenExchange(_peer, exchangeId));
    }

    private void OnExchange(ExchangeEvent exchange)
    {
        var item = _queue.Find(exchange.ExchangeId);
        switch (exchange)
        {
            case ExchangeEvent.Ready ready when item is null:
                ready.Session.Tell(SessionCommand.Close.Instance);
                break;
            case ExchangeEvent.Ready ready:
                item.Session = ready.Session;
                _keyChanged = null;
                _circuitClosed = true;
                // Consent and audit come now, before the first byte of the document leaves.
                _services.Router.Documents.Tell(new ShareDocument(item.Item, _peer, exchange.ExchangeId, ready.Session));
                break;
            case ExchangeEvent.ReceiptArrived arrived when item is not null:
                _services.Router.Documents.Tell(new StoreReceipt(item.Item, _peer, exchange.ExchangeId, arrived.Receipt));
                break;
            case ExchangeEvent.ReceiptArrived:
                _services.Counters.Count("exchange", "UnknownExchange");
                break;
            case ExchangeEvent.Failed { Circuit: { } open }:
                OnCircuitOpen(item, open);
                break;
            case ExchangeEvent.Failed failed:
                if (failed.KeyChanged) _keyChanged = failed.Reason;
                // Nobody but a person can settle it; a look now and then shows whether the right peer is back.
                Failed(item, failed.Reason, failed.KeyChanged ? _settings.MaxBackoff : failed.RetryAfter);
                break;
        }
    }

    private void OnShared(ShareOutcome outcome)
    {
        if (_queue.Find(outcome.ExchangeId) is not { } item) return;
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
        if (_queue.Find(stored.ExchangeId) is not { } item) return;
        if (stored.Outcome is { } outcome) Done(item, outcome);
        else Failed(item, "the receipt was not valid.", null);
    }

    private void Done(DeliveryItem item, OutboxOutcome outcome) =>
        Persist(new OutboxDone(item.Item, outcome, _services.Time.GetUtcNow()), e =>
        {
            EndExchange(item);
            _queue.Remove(e.Item);
            _lastProblem = null;
            _keyChanged = null;
            _failures = 0;
            _hurried = false;
            _nextTry = DateTimeOffset.MinValue;
            _log.Info("Delivery to peer {0}: {1}", _peer.ToShortString(), outcome);
            Pump();
        });

    private void Failed(DeliveryItem? item, string reason, TimeSpan? retryAfter)
    {
        if (item is null) return;
        EndExchange(item);
        _queue.SetProblem(item, reason);
        _lastProblem = reason;
        var now = _services.Time.GetUtcNow();
        // Exchanges that failed together are one failure of the peer.
        if (_nextTry <= now) _failures++;
        var backoff = _settings.Backoff(_failures);
        if (retryAfter > backoff) backoff = retryAfter < _settings.MaxBackoff ? retryAfter.Value : _settings.MaxBackoff;
        if (_nextTry <= now) _nextTry = now + backoff;
        _log.Info("Delivery to peer {0} failed: {1} Next try in {2:F0} s", _peer.ToShortString(), reason, backoff.TotalSeconds);
        Pump();
    }

    // Not a failure of the peer: no call was made.
    private void OnCircuitOpen(DeliveryItem? item, CircuitBreakerOpen open)
    {
        if (item is null) return;
        EndExchange(item);
        _queue.SetProblem(item, open.Words);
        _lastProblem = open.Words;
        _circuitClosed = false;
        if (open.RetryAt > _nextTry) _nextTry = open.RetryAt;
        Pump();
    }

    private void OnSilent(Silent silent)
    {
        if (_queue.Find(silent.ExchangeId) is not { } item) return;
        // Exchanges that fall silent together are one failure of the peer.
        if (_nextTry <= _services.Time.GetUtcNow())
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

    private OutboxStatus Status()
    {
        // What holds up the whole peer is the problem of each item.
        var trust = _services.Peers.Trust(_peer);
        var hold = trust.IsBlocked ? KeyChange.Blocked(trust) : _keyChanged;
        return new OutboxStatus(
            _queue.Count,
            hold ?? _lastProblem,
            (hold is null ? _queue.WithProblem : _queue.Items).Take(1000).ToDictionary(i => i.Item, i => hold ?? i.Problem!),
            _keyChanged is not null && !trust.IsBlocked);
    }

    private static string TimerOf(byte[] exchangeId) => Convert.ToHexStringLower(exchangeId);

    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }

    private sealed record Silent(byte[] ExchangeId);
}
