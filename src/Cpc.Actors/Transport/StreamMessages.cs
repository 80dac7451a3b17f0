using Akka.Actor;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Actors.Transport;

/// <summary>From a session to the transport actor of its peer. Only ciphertext passes.</summary>
public abstract record StreamCommand
{
    private StreamCommand()
    {
    }

    /// <summary>Opens a stream to the peer, dialing when needed; answered by Opened or OpenFailed.</summary>
    public sealed record Open : StreamCommand;

    /// <summary>The sender serves this inbound stream from now on.</summary>
    public sealed record Attach(long Stream) : StreamCommand;

    /// <summary>Sends frame bodies in this order.</summary>
    public sealed record Send(long Stream, params byte[][] Bodies) : StreamCommand
    {
        public override string ToString() => $"Send({Stream}, {Bodies.Length} frames)";
    }

    /// <summary>The sender can take one more frame.</summary>
    public sealed record Credit(long Stream) : StreamCommand;

    /// <summary>The announced large frame may be read.</summary>
    public sealed record AllowLarge(long Stream) : StreamCommand;

    /// <summary>Ends the stream: in order after what was sent, or at once.</summary>
    public sealed record End(long Stream, bool Abort) : StreamCommand;

    /// <summary>Nothing comes over this stream: its connection may be dead without knowing. It is closed, so that the
    /// next stream gets a new one.</summary>
    public sealed record Silent(long Stream) : StreamCommand;

    /// <summary>A document went to the peer and no receipt came in time.</summary>
    public sealed record ReceiptMissing : StreamCommand
    {
        public static readonly ReceiptMissing Instance = new();
    }

    /// <summary>The peer is no longer admitted: ends its streams and connections.</summary>
    public sealed record Disconnect : StreamCommand;
}

/// <summary>From the transport to a session.</summary>
public abstract record StreamEvent
{
    private StreamEvent()
    {
    }

    /// <summary>A stream is open; commands for it go to the sender.</summary>
    public sealed record Opened(long Stream) : StreamEvent;

    /// <summary>No stream could be opened.</summary>
    /// <param name="Reason">In plain words.</param>
    /// <param name="KeyChanged">The peer's address answers with another identity.</param>
    /// <param name="Circuit">The circuit breaker did not let the call through; else null.</param>
    public sealed record OpenFailed(string Reason, bool KeyChanged = false, CircuitBreakerOpen? Circuit = null) : StreamEvent;

    public sealed record Frame(long Stream, byte[] Body) : StreamEvent
    {
        public override string ToString() => $"Frame({Stream}, {Body.Length} bytes)";
    }

    /// <summary>A large DATA frame is due; its memory is taken only after its header has proved authentic.</summary>
    /// <param name="Start">The frame's first bytes, up to the encrypted header.</param>
    public sealed record LargeAnnounced(long Stream, byte[] Start) : StreamEvent
    {
        public override string ToString() => $"LargeAnnounced({Stream})";
    }

    /// <summary>What arrived was no frame; nothing more will come.</summary>
    public sealed record Garbage(long Stream, Refusal Refusal) : StreamEvent;

    /// <summary>The stream has ended.</summary>
    public sealed record Ended(long Stream) : StreamEvent;
}

/// <summary>A peer has opened a stream; it waits for a session to attach.</summary>
public sealed record StreamArrived(PeerId Peer, long Stream, IActorRef Transport) : Node.IEntityMessage
{
    public string EntityId => Peer.ToString();
}

/// <summary>A connection to the peer stands.</summary>
public sealed record PeerConnected(PeerId Peer) : Node.IEntityMessage
{
    public string EntityId => Peer.ToString();
}
