using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Owns the connections to one peer, their circuit breaker and the streams on them. Stateless towards documents: it
/// sees ciphertext. A dial carries a generation number, so that the result of an old one is recognized.
/// </summary>
internal sealed partial class TransportActor : ReceiveActor, IWithTimers
{
    private readonly NodeServices _services;
    private readonly Dialer _dialer;
    private readonly PeerId _peer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<long, StreamPump> _streams = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly LargeFrameBudget _largeFrames;
    private long _nextStream;

    public TransportActor(NodeServices services, Dialer dialer, BreakerSettings breaker, PeerId peer)
    {
        _services = services;
        _dialer = dialer;
        _peer = peer;
        _breakerSettings = breaker;
        _breaker = NewBreaker();
        _largeFrames = new LargeFrameBudget(LargeFrameBudget.PerPeer, services.LargeFrames);

        Receive<StreamCommand.Open>(_ => Open(Sender));
        Receive<StreamCommand.Attach>(c => Attach(c.Stream));
        Receive<StreamCommand.Send>(c => Stream(c.Stream)?.TrySend(c.Bodies));
        Receive<StreamCommand.Credit>(c => Stream(c.Stream)?.Credit());
        Receive<StreamCommand.AllowLarge>(c => Stream(c.Stream)?.AllowLarge());
        Receive<StreamCommand.End>(End);
        Receive<StreamCommand.Answered>(a => OnAnswered(a.Stream));
        Receive<StreamCommand.Silent>(OnSilent);
        Receive<StreamCommand.ReceiptMissing>(_ => CountFailure(BreakerFailure.ReceiptTimeout));
        Receive<StreamCommand.Disconnect>(_ => Disconnect());
        Receive<StreamEvent.Ended>(e => Forget(e.Stream));
        Receive<TransportManager.Accepted>(a => Add(a.Connection));
        Receive<TransportManager.GetStatus>(_ => Sender.Tell(new TransportManager.Status(_links.Count > 0, _breaker.Status) { Transport = Best?.Connection.Transport }));
        Receive<Dialed>(OnDialed);
        Receive<DialFailed>(OnDialFailed);
        Receive<BreakerMoved>(_ => TellBreaker());
        Receive<ConnectionEnded>(e => Remove(e.Connection));
        Receive<LookForSuperseded>(_ => CloseSuperseded());
        Receive<StreamAccepted>(OnStreamAccepted);
        Receive<StreamOpened>(OnStreamOpened);
        Receive<StreamOpenFailed>(OnStreamOpenFailed);
        Receive<Terminated>(t => OnSessionGone(t.ActorRef));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PostStop()
    {
        _stop.Cancel();
        foreach (var pump in _streams.Values) pump.Abort();
        foreach (var link in _links) _ = CloseAsync(link.Connection);
        _services.Breakers.Forget(_peer);
        _stop.Dispose();
    }

    private StreamPump? Stream(long id) => _streams.GetValueOrDefault(id);

    private void OpenOn(PeerLink link, IActorRef session)
    {
        link.InUse++;
        link.Connection.OpenStreamAsync(_stop.Token).AsTask().PipeTo(Self,
            success: stream => new StreamOpened(link, stream, session),
            failure: e => new StreamOpenFailed(link, session, e is TransportException t ? t.Message : "the connection ended."));
    }

    private void OnStreamOpened(StreamOpened opened)
    {
        var pump = Register(opened.Link, opened.Stream);
        pump.AwaitsAnswer = true;
        opened.Session.Tell(new StreamEvent.Opened(pump.Id));
        Start(pump, opened.Session);
    }

    private void OnStreamOpenFailed(StreamOpenFailed failed)
    {
        ForgetTrial(failed.Session);
        LetGo(failed.Link);
        failed.Session.Tell(new StreamEvent.OpenFailed(failed.Reason));
    }

    private void OnStreamAccepted(StreamAccepted accepted)
    {
        accepted.Link.InUse++;
        var pump = Register(accepted.Link, accepted.Stream);
        _services.Router.Peers.Tell(new StreamArrived(_peer, pump.Id, Self));
    }

    private StreamPump Register(PeerLink link, PeerStream stream)
    {
        var pump = new StreamPump(++_nextStream, link, stream, _largeFrames);
        _streams.Add(pump.Id, pump);
        return pump;
    }

    private void Attach(long id)
    {
        if (Stream(id) is { Session: null } pump) Start(pump, Sender);
        else Sender.Tell(new StreamEvent.Ended(id));
    }

    private void Start(StreamPump pump, IActorRef session)
    {
        pump.Start(session, Self);
        Context.Watch(session);
    }

    // It may have gone before its stream was there, or without a word.
    private void OnSessionGone(IActorRef session)
    {
        ForgetTrial(session);
        foreach (var pump in _streams.Values.Where(p => session.Equals(p.Session))) pump.Complete();
    }

    private void End(StreamCommand.End end)
    {
        if (Stream(end.Stream) is not { } pump) return;
        if (end.Abort) pump.Abort();
        else pump.Complete();
        // A stream nobody attached to has no pump that would tell its end.
        if (pump.Session is null) Forget(end.Stream);
    }

    private void OnSilent(StreamCommand.Silent silent)
    {
        if (Stream(silent.Stream) is not { } pump) return;
        pump.Abort();
        // All that wait for an answer over this connection fail with it, each an exchange of its own.
        pump.AwaitsAnswer = true;
        var failed = _streams.Values.Count(p => p.Link == pump.Link && p.AwaitsAnswer);
        if (!Remove(pump.Link.Connection)) return;
        for (var i = 0; i < failed; i++) CountFailure(BreakerFailure.SessionTimeout);
        if (!IsTrial(pump.Session)) return;
        _trial = null;
        _breaker.FailTrial(BreakerFailure.SessionTimeout);
    }

    private void OnAnswered(long id)
    {
        if (Stream(id) is not { } pump) return;
        pump.AwaitsAnswer = false;
        if (!IsTrial(pump.Session)) return;
        _trial = null;
        _breaker.Succeed();
    }

    private void Forget(long id)
    {
        if (!_streams.Remove(id, out var pump)) return;
        pump.Dispose();
        LetGo(pump.Link);
    }

    private sealed record StreamAccepted(PeerLink Link, PeerStream Stream) : IHolding
    {
        public void LetGo() => Stream.Dispose();
    }

    private sealed record StreamOpened(PeerLink Link, PeerStream Stream, IActorRef Session) : IHolding
    {
        public void LetGo() => Stream.Dispose();
    }

    private sealed record StreamOpenFailed(PeerLink Link, IActorRef Session, string Reason);
}
