using System.Net;
using Cpc.Cryptography;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A connection of which only its identity matters.</summary>
internal sealed class NoConnection : IPeerConnection
{
    private readonly TaskCompletionSource<ConnectionEnd> _end = new();

    public PeerId Peer { get; init; }

    public string Transport => "fake";

    public bool Dialed => true;

    public EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

    public Task<ConnectionEnd> Completion => _end.Task;

    public ValueTask<PeerStream> OpenStreamAsync(CancellationToken cancellationToken) => throw new TransportException(TransportRefusal.Closed);

    public ValueTask<PeerStream> AcceptStreamAsync(CancellationToken cancellationToken) => throw new TransportException(TransportRefusal.Closed);

    public Task CloseAsync(CloseReason reason) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
