using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>
/// Owns the connections to one peer and the streams on them. Stateless towards documents: it sees ciphertext. A dial
/// carries a generation number, so that the result of an old one is recognized.
/// </summary>
internal sealed class TransportActor : ReceiveActor
{
    private readonly NodeServices _services;
    private readonly Dialer _dialer;
    private readonly PeerId _peer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<IPeerConnection> _connections = [];
    private readonly Dictionary<long, StreamPump> _streams = [];
    private readonly List<IActorRef> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private int _dialGeneration;
    private bool _dialing;
    private long _nextStream;

    public TransportActor(NodeServices services, Dialer dialer, PeerId peer)
    {
        _services = services;
        _dialer = dialer;
        _peer = peer;

        Receive<StreamCommand.Open>(_ => Open(Sender));
        Receive<StreamCommand.Attach>(c => Attach(c.Stream));
        Receive<StreamCommand.Send>(c => Stream(c.Stream)?.TrySend(c.Bodies));
        Receive<StreamCommand.Credit>(c => Stream(c.Stream)?.Credit());
        Receive<StreamCommand.AllowLarge>(c => Stream(c.Stream)?.AllowLarge());
        Receive<StreamCommand.End>(End);
        Receive<StreamCommand.Silent>(OnSilent);
        Receive<StreamCommand.Disconnect>(_ => Disconnect());
        Receive<StreamEvent.Ended>(e => Forget(e.Stream));
        Receive<TransportManager.Accepted>(a => Add(a.Connection));
        Receive<TransportManager.GetStatus>(_ => Sender.Tell(new TransportManager.Status(_connections.Count > 0)));
        Receive<Dialed>(OnDialed);
        Receive<DialFailed>(OnDialFailed);
        Receive<ConnectionEnded>(e => Remove(e.Connection));
        Receive<StreamAccepted>(OnStreamAccepted);
        Receive<StreamOpened>(OnStreamOpened);
        Receive<Terminated>(t => OnSessionGone(t.ActorRef));
        Receive<StreamOpenFailed>(e => e.Session.Tell(new StreamEvent.OpenFailed(e.Reason)));
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        foreach (var pump in _streams.Values) pump.Abort();
        foreach (var connection in _connections) _ = CloseAsync(connection);
        _stop.Dispose();
    }

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

    private StreamPump? Stream(long id) => _streams.GetValueOrDefault(id);

    private void Open(IActorRef session)
    {
        if (_connections.Count > 0)
        {
            OpenOn(_connections[^1], session);
            return;
        }

        _waiting.Add(session);
        if (_dialing) return;
        if (_services.Peers.Find(_peer) is not { } entry)
        {
            FailWaiting("the peer is not in the book; add it with 'cpc peer add'.");
            return;
        }

        if (!_services.Peers.Admits(_peer))
        {
            FailWaiting(KeyChange.Blocked(_services.Peers.Trust(_peer)));
            return;
        }

        _dialing = true;
        var generation = ++_dialGeneration;
        _dialer.DialAsync(entry, _stop.Token).PipeTo(Self,
            success: connection => new Dialed(generation, connection),
            failure: e => new DialFailed(generation, e is TransportException t ? t.Message : "the connection failed.", (e as TransportException)?.Refusal));
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
        if (failed.Refusal == TransportRefusal.WrongPeer && _services.Peers.Find(_peer) is { } entry) OnKeyChanged(entry);
        else FailWaiting(failed.Reason);
    }

    private void OnKeyChanged(PeerEntry entry)
    {
        _services.Counters.Count("peer", "KeyChanged");
        _log.Warning("KEY CHANGED: the address of peer {0} answers with another key. Nothing was sent; 'cpc peer list' says what to do", _peer.ToShortString());
        FailWaiting(KeyChange.Answered(entry), keyChanged: true);
    }

    private void FailWaiting(string reason, bool keyChanged = false)
    {
        foreach (var session in _waiting) session.Tell(new StreamEvent.OpenFailed(reason, keyChanged));
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

        _log.Info("Connected to peer {0} ({1})", _peer.ToShortString(), connection.Dialed ? "dialed" : "accepted");
        _connections.Add(connection);
        _ = AcceptAsync(connection, Self, _stop.Token);
        foreach (var session in _waiting) OpenOn(connection, session);
        _waiting.Clear();
        _services.Router.Outbox.Tell(new PeerConnected(_peer));
    }

    private static async Task AcceptAsync(IPeerConnection connection, IActorRef self, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var stream = await connection.AcceptStreamAsync(cancel).ConfigureAwait(false);
                self.Tell(new StreamAccepted(connection, stream));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            self.Tell(new ConnectionEnded(connection));
        }
    }

    private void Remove(IPeerConnection connection)
    {
        if (!_connections.Remove(connection)) return;
        _log.Info("Connection to peer {0} ended", _peer.ToShortString());
        _ = CloseAsync(connection);
    }

    private void OpenOn(IPeerConnection connection, IActorRef session) =>
        connection.OpenStreamAsync(_stop.Token).AsTask().PipeTo(Self,
            success: stream => new StreamOpened(connection, stream, session),
            failure: e => new StreamOpenFailed(session, e is TransportException t ? t.Message : "the connection ended."));

    private void OnStreamOpened(StreamOpened opened)
    {
        var pump = Register(opened.Connection, opened.Stream);
        opened.Session.Tell(new StreamEvent.Opened(pump.Id));
        Start(pump, opened.Session);
    }

    private void OnStreamAccepted(StreamAccepted accepted)
    {
        var pump = Register(accepted.Connection, accepted.Stream);
        _services.Router.Peers.Tell(new StreamArrived(_peer, pump.Id, Self));
    }

    private StreamPump Register(IPeerConnection connection, PeerStream stream)
    {
        var pump = new StreamPump(++_nextStream, connection, stream);
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
        Remove(pump.Connection);
    }

    private void Disconnect()
    {
        foreach (var pump in _streams.Values) pump.Abort();
        foreach (var connection in _connections) _ = CloseAsync(connection, CloseReason.NotAdmitted);
        _connections.Clear();
    }

    private void Forget(long id)
    {
        if (_streams.Remove(id, out var pump)) pump.Dispose();
    }

    private sealed record Dialed(int Generation, IPeerConnection Connection);

    private sealed record DialFailed(int Generation, string Reason, TransportRefusal? Refusal);

    private sealed record ConnectionEnded(IPeerConnection Connection);

    private sealed record StreamAccepted(IPeerConnection Connection, PeerStream Stream);

    private sealed record StreamOpened(IPeerConnection Connection, PeerStream Stream, IActorRef Session);

    private sealed record StreamOpenFailed(IActorRef Session, string Reason);
}
