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

    public PeerId Peer { get; } = peer;

    public bool Dialed { get; } = dialed;

    public bool Closed => ClosedWith is not null;

    public CloseReason? ClosedWith { get; private set; }

    public EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

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

    public ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken) => _granted.Reader.ReadAsync(cancellationToken);

    public ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken) => _arrived.Reader.ReadAsync(cancellationToken);

    public Task CloseAsync(CloseReason reason)
    {
        ClosedWith ??= reason;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
