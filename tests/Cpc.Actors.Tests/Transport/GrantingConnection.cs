using System.Net;
using System.Threading.Channels;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A connection whose streams a test grants and whose inbound streams it makes.</summary>
internal sealed class GrantingConnection(PeerId peer, bool dialed = false) : IPeerConnection
{
    private readonly Channel<PeerStream> _granted = Channel.CreateUnbounded<PeerStream>();
    private readonly Channel<PeerStream> _arrived = Channel.CreateUnbounded<PeerStream>();
    private readonly TaskCompletionSource<ConnectionEnd> _end = new();
    private int _opened;

    public PeerId Peer { get; } = peer;

    public string Transport { get; init; } = "fake";

    public bool Dialed { get; } = dialed;

    public bool Closed => ClosedWith is not null;

    public CloseReason? ClosedWith { get; private set; }

    public EndPoint RemoteEndPoint { get; init; } = new IPEndPoint(IPAddress.Loopback, 1);

    public Task<ConnectionEnd> Completion => _end.Task;

    /// <summary>Lets one stream be opened; returns the peer's end of it.</summary>
    public PipeStream Grant()
    {
        var (ours, theirs) = PipeStream.Pair();
        _granted.Writer.TryWrite(ours);
        return theirs;
    }

    /// <summary>The peer opens a stream; returns its end of it.</summary>
    public PipeStream Arrive()
    {
        var (ours, theirs) = PipeStream.Pair();
        _arrived.Writer.TryWrite(ours);
        return theirs;
    }

    /// <summary>How often a stream was asked for.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>The network takes it away.</summary>
    public void Lose() => _arrived.Writer.TryComplete(new TransportException(TransportRefusal.Closed));

    public ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        return _granted.Reader.ReadAsync(cancellationToken);
    }

    public async ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _arrived.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e) when (e.InnerException is TransportException cause)
        {
            throw cause;
        }
    }

    public Task CloseAsync(CloseReason reason)
    {
        ClosedWith ??= reason;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
