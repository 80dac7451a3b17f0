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
internal sealed partial class DeliveryActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Items in one peer's queue.</summary>
    public const int MaxQueued = 100_000;

    private const string RetryTimer = "retry";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly NodeServices _services;
    private readonly OutboxSettings _settings;
    private readonly PeerId _peer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DeliveryQueue _queue = new();
    // On their way to the journal.
    private readonly Dictionary<OutboxItem, List<IActorRef>> _joining = [];
    private readonly long _start;
    private int _failures;

    // No try before both, by the monotonic clock: setting the wall clock makes nothing wait. The backoff is our own; the
    // circuit's wait is the circuit breaker's to set, up and down.
    private TimeSpan _backoffUntil;
    private TimeSpan _circuitUntil;
    private bool _hurried;
    private bool _circuitClosed = true;
    private string? _lastProblem;
    private string? _keyChanged;

    public DeliveryActor(NodeServices services, OutboxSettings settings, string entityId)
    {
        if (!PeerId.TryParse(entityId, out _peer)) throw new ArgumentException("No peer id.", nameof(entityId));
        _services = services;
        _settings = settings;
        _start = services.Time.GetTimestamp();
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

    private TimeSpan Now => _services.Time.GetElapsedTime(_start);

    private TimeSpan Wait => (_backoffUntil > _circuitUntil ? _backoffUntil : _circuitUntil) - Now;

    // The queue in memory would no longer be the one in the journal, and a document would wait for a place it has not got.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    private void OnEnqueue(Enqueue enqueue)
    {
        if (_queue.Get(enqueue.Item) is { } queued)
        {
            // On its way out, and asked for again: it gets another place once it is out.
            if (queued.IsDone) queued.AskedAgain.Add(Sender);
            else Sender.Tell(Enqueued.Instance);
            return;
        }

        if (_joining.TryGetValue(enqueue.Item, out var waiting))
        {
            waiting.Add(Sender);
            return;
        }

        // No answer: the document is not issued without its place in the queue.
        if (_queue.Count + _joining.Count >= MaxQueued) return;
        _joining.Add(enqueue.Item, [Sender]);
        // What arrives meanwhile shares the next commit.
        PersistAsync(new OutboxQueued(enqueue.Item, _services.Time.GetUtcNow()), e =>
        {
            _queue.Add(e.Item);
            _joining.Remove(e.Item, out var asked);
            foreach (var who in asked!) who.Tell(Enqueued.Instance);
            // The document itself is stored next, and its actor then says so; should it not, the item is looked at all the same.
            if (!Timers.IsTimerActive(RetryTimer)) Timers.StartSingleTimer(RetryTimer, Retry.Instance, LongestWait);
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
        var wait = Wait;
        while (wait <= TimeSpan.Zero && _queue.Active < parallel && _queue.Next(now) is { } item) Start(item);

        // The end of an exchange comes here again.
        if (_queue.Active >= parallel || _queue.Count == _queue.Active) return;
        if ((wait > TimeSpan.Zero ? wait : _queue.NextHeld - now) is not { } delay) return;
        Timers.StartSingleTimer(RetryTimer, Retry.Instance, delay > ShortestWait ? delay : ShortestWait);
    }

    // Once between two successes: each attempt is journaled and audited, and a peer that reconnects again and again must
    // not drive them.
    private void OnPeerConnected()
    {
        if (_hurried || _backoffUntil <= Now || _circuitUntil > Now) return;
        _hurried = true;
        _backoffUntil = TimeSpan.Zero;
        Pump();
    }

    // The circuit breaker says when to try again; a closed circuit ends the wait.
    private void OnBreaker(BreakerStatus breaker)
    {
        _circuitClosed = breaker.State == BreakerState.Closed;
        if (_circuitClosed) _backoffUntil = TimeSpan.Zero;
        _circuitUntil = breaker.RetryAt is { } retryAt ? Now + (retryAt - _services.Time.GetUtcNow()) : TimeSpan.Zero;
        Pump();
    }

    private void OnConsentChanged()
    {
        _backoffUntil = TimeSpan.Zero;
        _queue.Release();
        Pump();
    }

    // Blocked: what is under way ends, and everything waits. Added again or elsewhere: a new start.
    private void OnAdmissionChanged()
    {
        _keyChanged = null;
        if (_services.Peers.Trust(_peer).IsBlocked)
        {
            foreach (var item in _queue.UnderWay.Where(i => !i.IsDone).ToList()) EndExchange(item);
            return;
        }

        _failures = 0;
        _hurried = false;
        _backoffUntil = TimeSpan.Zero;
        _circuitUntil = TimeSpan.Zero;
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
