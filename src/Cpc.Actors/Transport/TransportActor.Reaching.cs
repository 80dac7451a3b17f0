using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Peers;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>How the peer is reached: its connections, dials and circuit breaker.</summary>
internal sealed partial class TransportActor
{
    private const string SupersededTimer = "superseded";

    // The peer has seen the better connection by then, and opens nothing on the other.
    private static readonly TimeSpan SupersededAfter = TimeSpan.FromSeconds(15);

    private readonly List<PeerLink> _links = [];
    private readonly List<IActorRef> _waiting = [];
    private readonly BreakerSettings _breakerSettings;
    private PeerBreaker _breaker;
    private (BreakerState State, int Openings) _told;

    // The session that decides a half-open circuit over a connection from before it opened.
    private IActorRef? _trial;
    private string? _address;
    private int _dialGeneration;
    private bool _dialing;

    private PeerLink? Best => PeerLink.Best(_links, _services.Self, _peer);

    private static async Task CloseAsync(IPeerConnection connection, CloseReason reason = CloseReason.ShuttingDown)
    {
        try
        {
            await connection.CloseAsync(reason).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It is gone either way.
        }
    }

    private void Open(IActorRef session)
    {
        if (_services.Peers.Find(_peer) is not { } entry)
        {
            session.Tell(new StreamEvent.OpenFailed("the peer is not in the book; add it with 'cpc peer add'."));
            return;
        }

        if (!_services.Peers.Admits(_peer))
        {
            session.Tell(new StreamEvent.OpenFailed(KeyChange.Blocked(_services.Peers.Trust(_peer))));
            return;
        }

        MindAddress(entry);
        if (_breaker.RefusalNow is { } open)
        {
            session.Tell(new StreamEvent.OpenFailed(open.Words, Circuit: open));
        }
        else if (Best is { } link)
        {
            OpenOnStanding(link, session);
        }
        else if (_dialing && _breaker.State == BreakerState.HalfOpen)
        {
            RefuseForTrial(session);
        }
        else
        {
            _waiting.Add(session);
            if (!_dialing) Dial(entry);
        }
    }

    // For a half-open circuit, a connection that came after it had opened is proof enough. An older one may be what failed:
    // there the session itself is the trial.
    private void OpenOnStanding(PeerLink link, IActorRef session)
    {
        if (_breaker.State != BreakerState.HalfOpen || _breaker.IsProof(link.Since))
        {
            _breaker.Succeed();
        }
        else if (_trial is not null)
        {
            RefuseForTrial(session);
            return;
        }
        else
        {
            _trial = session;
            Context.Watch(session);
        }

        OpenOn(link, session);
    }

    private void RefuseForTrial(IActorRef session)
    {
        var trial = _breaker.Refuse();
        session.Tell(new StreamEvent.OpenFailed(trial.Words, Circuit: trial));
    }

    private bool IsTrial(IActorRef? session) => session is not null && session.Equals(_trial);

    // It ended without an answer and without its time having passed, which decides nothing.
    private void ForgetTrial(IActorRef session)
    {
        if (IsTrial(session)) _trial = null;
    }

    // What failed at another address says nothing of this one.
    private void MindAddress(PeerEntry entry)
    {
        if (_address is not null && _address != entry.Address)
        {
            _breaker = NewBreaker();
            _trial = null;
            // A dial to the old address is nobody's any more; whoever waits for it gets the new one.
            _dialing = false;
            TellBreaker();
        }

        _address = entry.Address;
    }

    private void Dial(PeerEntry entry)
    {
        _dialing = true;
        var generation = ++_dialGeneration;
        _breaker.CallAsync(() => _dialer.DialAsync(entry, _stop.Token)).PipeTo(Self,
            success: called => called.Refusal is { } open
                ? new DialFailed(generation, open.Words, null, BreakerFailure.None, open)
                : new Dialed(generation, called.Connection!),
            failure: e => e is TransportException t
                ? new DialFailed(generation, t.Message, t.Refusal, BreakerWords.KindOf(t), null)
                : new DialFailed(generation, "the connection failed.", null, BreakerFailure.None, null));
    }

    private void OnDialed(Dialed dialed)
    {
        if (dialed.Generation != _dialGeneration || !_dialing)
        {
            _ = CloseAsync(dialed.Connection);
            return;
        }

        _dialing = false;
        Add(dialed.Connection);
    }

    private void OnDialFailed(DialFailed failed)
    {
        if (failed.Generation != _dialGeneration || !_dialing) return;
        _dialing = false;
        if (failed.Refusal is { } refusal) _services.Counters.Count("dial", refusal);
        CountFailure(failed.Kind);
        if (failed.Refusal == TransportRefusal.WrongPeer && _services.Peers.Find(_peer) is { } entry) OnKeyChanged(entry);
        else FailWaiting(failed.Reason, circuit: failed.Circuit);
    }

    private void OnKeyChanged(PeerEntry entry)
    {
        _services.Counters.Count("peer", "KeyChanged");
        _log.Warning("KEY CHANGED: the address of peer {0} answers with another key. Nothing was sent; 'cpc peer list' says what to do", _peer.ToShortString());
        FailWaiting(KeyChange.Answered(entry), keyChanged: true);
    }

    private void FailWaiting(string reason, bool keyChanged = false, CircuitBreakerOpen? circuit = null)
    {
        foreach (var session in _waiting) session.Tell(new StreamEvent.OpenFailed(reason, keyChanged, circuit));
        _waiting.Clear();
    }

    private void Add(IPeerConnection connection)
    {
        // It may have been blocked while its handshake was under way.
        if (_services.Peers.Trust(_peer).IsBlocked)
        {
            _ = CloseAsync(connection, CloseReason.NotAdmitted);
            FailWaiting(KeyChange.Blocked(_services.Peers.Trust(_peer)));
            return;
        }

        _log.Info("Connected to peer {0} ({1}, {2})", _peer.ToShortString(), connection.Dialed ? "dialed" : "accepted", connection.Transport);
        var added = new PeerLink(connection, _services.Time.GetTimestamp());
        _links.Add(added);
        _ = AcceptAsync(added, Self, _stop.Token);
        foreach (var session in _waiting) OpenOn(Best!, session);
        _waiting.Clear();
        if (_links.Count > 1) Timers.StartSingleTimer(SupersededTimer, LookForSuperseded.Instance, SupersededAfter);
        _services.Router.Outbox.Tell(new PeerConnected(_peer));
    }

    private static async Task AcceptAsync(PeerLink link, IActorRef self, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var stream = await link.Connection.AcceptStreamAsync(cancel).ConfigureAwait(false);
                self.Tell(new StreamAccepted(link, stream));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            self.Tell(new ConnectionEnded(link.Connection));
        }
    }

    private bool Remove(IPeerConnection connection)
    {
        if (_links.RemoveAll(l => l.Connection == connection) == 0) return false;
        _log.Info("Connection to peer {0} ended", _peer.ToShortString());
        _ = CloseAsync(connection);
        return true;
    }

    private void LetGo(PeerLink link)
    {
        link.InUse--;
        if (link.InUse == 0 && _links.Count > 1) Timers.StartSingleTimer(SupersededTimer, LookForSuperseded.Instance, SupersededAfter);
    }

    // Two nodes that dialed each other have two connections: both use the same one for what is new, and whoever
    // dialed the other closes it once nothing runs over it.
    private void CloseSuperseded()
    {
        var best = Best;
        foreach (var link in _links.Where(l => l != best && l.Connection.Dialed && l.InUse == 0).ToList())
        {
            _links.Remove(link);
            _log.Info("A second connection to peer {0} is closed", _peer.ToShortString());
            _ = CloseAsync(link.Connection, CloseReason.Superseded);
        }
    }

    private void Disconnect()
    {
        foreach (var pump in _streams.Values) pump.Abort();
        foreach (var link in _links) _ = CloseAsync(link.Connection, CloseReason.NotAdmitted);
        _links.Clear();
    }

    private PeerBreaker NewBreaker()
    {
        var self = Self;
        return new PeerBreaker(_peer, _breakerSettings, Context.System.Scheduler, _services.Time, () => self.Tell(BreakerMoved.Instance));
    }

    private void CountFailure(BreakerFailure failure)
    {
        if (failure == BreakerFailure.None) return;
        _services.Breakers.Failed(failure);
        _breaker.Count(failure);
    }

    private void TellBreaker()
    {
        var status = _breaker.Status;
        // Two moves may have become one by the time this is read; one that led back to the same state is told all the same.
        var now = (status.State, _breaker.Openings);
        if (now == _told) return;
        _told = now;
        if (status.State == BreakerState.Open)
        {
            _log.Warning("Circuit breaker of peer {0}: open ({1}); next try at {2:u}", _peer.ToShortString(), BreakerWords.Of(status.LastFailure), status.RetryAt);
        }
        else
        {
            _log.Info("Circuit breaker of peer {0}: {1}", _peer.ToShortString(), status.State);
        }

        _services.Breakers.Changed(_peer, status);
        var changed = new BreakerChanged(_peer, status);
        Context.System.EventStream.Publish(changed);
        _services.Router.Outbox.Tell(changed);
    }

    private sealed record Dialed(int Generation, IPeerConnection Connection) : IHolding
    {
        public void LetGo() => _ = CloseAsync(Connection);
    }

    private sealed record DialFailed(int Generation, string Reason, TransportRefusal? Refusal, BreakerFailure Kind, CircuitBreakerOpen? Circuit);

    private sealed record ConnectionEnded(IPeerConnection Connection);

    private sealed record BreakerMoved
    {
        public static readonly BreakerMoved Instance = new();
    }

    private sealed record LookForSuperseded
    {
        public static readonly LookForSuperseded Instance = new();
    }
}
