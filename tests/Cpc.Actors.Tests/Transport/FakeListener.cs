using System.Net;
using System.Threading.Channels;
using Cpc.Transport;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A listener whose inbound connections a test makes.</summary>
internal sealed class FakeListener(IPEndPoint endPoint) : ITransportListener
{
    private readonly Channel<IPeerConnection> _arrived = Channel.CreateUnbounded<IPeerConnection>();

    public IPEndPoint LocalEndPoint { get; } = endPoint;

    public bool Disposed { get; private set; }

    public void Arrive(IPeerConnection connection) => _arrived.Writer.TryWrite(connection);

    /// <summary>It ends by itself, as one that the system has taken away.</summary>
    public void Break() => _arrived.Writer.TryComplete(new TransportException(TransportRefusal.Closed));

    public async ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken)
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

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        _arrived.Writer.TryComplete(new TransportException(TransportRefusal.Closed));
        return ValueTask.CompletedTask;
    }
}
