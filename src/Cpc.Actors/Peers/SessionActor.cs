using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Frames;

namespace Cpc.Actors.Peers;

/// <summary>
/// One session of one exchange: what both roles share. The keys live in this actor's session object and die with it;
/// what a peer sends wrongly is a counted result, never an exception.
/// </summary>
internal abstract class SessionActor : ReceiveActor, IWithTimers
{
    private const string HandshakeTimer = "handshake";
    private const string TickTimer = "tick";

    // A session looks at its clock often while something is under way, else now and then.
    private static readonly TimeSpan BusyTick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdleTick = TimeSpan.FromSeconds(60);

    private DateTimeOffset _lastRefuse = DateTimeOffset.MinValue;
    private DateTimeOffset _lastLog = DateTimeOffset.MinValue;

    protected SessionActor(NodeServices services, PeerId peer)
    {
        Services = services;
        Peer = peer;
        Log = Context.GetLogger();
        Receive<StreamEvent.Frame>(f => OnFrame(f.Body));
        Receive<StreamEvent.LargeAnnounced>(OnLarge);
        Receive<StreamEvent.Garbage>(g => Fail(g.Refusal));
        Receive<StreamEvent.Ended>(_ => OnEnded());
        Receive<HandshakeExpired>(_ => OnHandshakeExpired());
        Receive<Tick>(_ => Advance());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected NodeServices Services { get; }

    protected PeerId Peer { get; }

    protected ILoggingAdapter Log { get; }

    protected Session? Session { get; private set; }

    protected IActorRef Transport { get; private set; } = ActorRefs.Nobody;

    protected long Stream { get; private set; }

    protected Moment Now => Moment.Now(Services.Time);

    protected override void PreStart() => Timers.StartSingleTimer(HandshakeTimer, HandshakeExpired.Instance, SessionLimits.HandshakeTimeout);

    protected override void PostStop()
    {
        Session?.Dispose();
        Transport.Tell(new StreamCommand.End(Stream, Abort: false));
    }

    protected void Bind(IActorRef transport, long stream)
    {
        Transport = transport;
        Stream = stream;
    }

    /// <summary>Takes over the session of a finished handshake.</summary>
    protected void Establish(Session session)
    {
        Session = session;
        Advance();
    }

    /// <summary>The session is confirmed: the handshake is over, and what it taught us of the peer is kept.</summary>
    protected void HandshakeDone()
    {
        Timers.Cancel(HandshakeTimer);
        if (Session is { PeerRecord: { } record } session) Services.Router.PeerBook.Tell(new PeerMet(Peer, record, session.SuiteNumber));
    }

    /// <summary>Lets the session's time pass: rotations begin, repetitions go out, an old session closes.</summary>
    protected void Advance()
    {
        if (Session is not { } session) return;
        foreach (var frame in session.Tick(Now)) Send(frame);
        if (session.State == SessionState.Closed)
        {
            OnFailed(Refusal.Closed);
            Context.Stop(Self);
            return;
        }

        Timers.StartSingleTimer(TickTimer, Tick.Instance, session.NeedsAttention ? BusyTick : IdleTick);
        AfterAdvance();
    }

    /// <summary>What waited for a new epoch may go on.</summary>
    protected virtual void AfterAdvance()
    {
    }

    protected void Send(params byte[][] bodies) => Transport.Tell(new StreamCommand.Send(Stream, bodies));

    /// <summary>Asks for the next frame.</summary>
    protected void Next() => Transport.Tell(new StreamCommand.Credit(Stream));

    /// <summary>Counts a refusal, tells the peer if it is one of those that travel, and ends this session.</summary>
    protected void Fail(Refusal refusal)
    {
        Refuse(refusal);
        OnFailed(refusal);
        Context.Stop(Self);
    }

    /// <summary>Counts a refusal and tells the peer, at most once a second.</summary>
    protected void Refuse(Refusal refusal)
    {
        Services.Counters.Count("session", refusal);
        var now = Services.Time.GetUtcNow();
        // A peer can send bad frames as fast as the line carries them: all are counted, the log gets one a second.
        if (now - _lastLog >= TimeSpan.FromSeconds(1))
        {
            _lastLog = now;
            Log.Warning("Session with peer {0}: refused ({1})", Peer.ToShortString(), refusal);
        }

        if (refusal > Refusal.TooLarge || now - _lastRefuse < TimeSpan.FromSeconds(1)) return;
        _lastRefuse = now;
        Send((Session is { } session ? new RefuseFrame(refusal, session.SessionId) : RefuseFrame.Handshake(refusal, HandshakeId.Span)).Encode());
    }

    /// <summary>The pending handshake's id, for REFUSE.</summary>
    protected abstract ReadOnlyMemory<byte> HandshakeId { get; }

    /// <summary>A handshake frame, or REFUSE.</summary>
    protected abstract void OnHandshakeFrame(FrameType type, byte[] body);

    /// <summary>A message of the session.</summary>
    protected abstract void OnMessage(ReceivedMessage message);

    /// <summary>The session ends for this reason.</summary>
    protected abstract void OnFailed(Refusal refusal);

    protected abstract void OnEnded();

    /// <summary>The handshake was not finished in time.</summary>
    protected abstract void OnSilent();

    private void OnFrame(byte[] body)
    {
        // The pump has inspected version, type and size.
        var type = (FrameType)body[1];
        if (Session is null || (type == FrameType.Refuse && !Session.IsRotating))
        {
            if (type == FrameType.Data) Fail(Refusal.UnknownSession);
            else OnHandshakeFrame(type, body);
            return;
        }

        var message = Session.Receive(body, Now);
        if (message.Reply is { } reply) Send(reply);
        if (message.Refusal != Refusal.None) OnRefusal(message);
        else if (type == FrameType.Data) OnMessage(message);
        else Next();
        Advance();
    }

    private void OnRefusal(ReceivedMessage message)
    {
        if (Session!.State == SessionState.Closed)
        {
            Fail(message.Refusal);
            return;
        }

        // A bad frame never ends an established session (protocol.md §9). What was refused in a frame of its own
        // is counted only.
        if (message.Reply is null) Refuse(message.Refusal);
        else Services.Counters.Count("session", message.Refusal);
        Next();
    }

    private void OnLarge(StreamEvent.LargeAnnounced large)
    {
        if (Session is { } session && session.HeaderAuthenticates(large.Start)) Transport.Tell(new StreamCommand.AllowLarge(Stream));
        else Fail(Refusal.Undecryptable);
    }

    private void OnHandshakeExpired()
    {
        if (Session is { IsConfirmed: true }) return;
        Services.Counters.Count("session", "HandshakeTimeout");
        OnSilent();
        OnFailed(Refusal.HandshakeFailed);
        Context.Stop(Self);
    }

    private sealed record HandshakeExpired
    {
        public static readonly HandshakeExpired Instance = new();
    }

    // Looking at the clock is no sign of life of the peer.
    private sealed record Tick : INotInfluenceReceiveTimeout
    {
        public static readonly Tick Instance = new();
    }
}
