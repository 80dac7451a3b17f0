using System.Threading.Channels;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>
/// Counts what a listener has taken on, in all and per peer, and hands accepted connections over. The queue needs no
/// bound of its own: whatever waits in it holds one of the counted places.
/// </summary>
internal sealed class AdmissionQueue(TransportOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PeerId, int> _perPeer = [];
    private readonly Channel<IPeerConnection> _ready = Channel.CreateUnbounded<IPeerConnection>();
    private int _pending;
    private int _connections;

    /// <summary>Takes one of the places for handshakes in progress.</summary>
    public bool TryBeginHandshake()
    {
        lock (_gate)
        {
            if (_pending >= options.MaximumPendingHandshakes) return false;
            _pending++;
            return true;
        }
    }

    public void EndHandshake()
    {
        lock (_gate) _pending--;
    }

    /// <summary>Takes a place for a connection; <see cref="Leave"/> gives it back.</summary>
    public bool TryEnter(PeerId peer)
    {
        lock (_gate)
        {
            var ofPeer = _perPeer.GetValueOrDefault(peer);
            if (_connections >= options.MaximumConnections || ofPeer >= options.MaximumConnectionsPerPeer) return false;
            _connections++;
            _perPeer[peer] = ofPeer + 1;
            return true;
        }
    }

    public void Leave(PeerId peer)
    {
        lock (_gate)
        {
            _connections--;
            if (--_perPeer[peer] == 0) _perPeer.Remove(peer);
        }
    }

    /// <returns>False when the listener is closed; the connection stays the caller's.</returns>
    public bool TryHandOver(IPeerConnection connection) => _ready.Writer.TryWrite(connection);

    public async ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var connection = await _ready.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                // A dialer that found us to be someone else has hung up by now: nobody needs to see it.
                if (!connection.Completion.IsCompleted) return connection;
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(TransportRefusal.Closed, "The listener is closed.");
        }
    }

    /// <summary>Nothing more is handed over; what nobody has accepted is closed.</summary>
    public async Task CloseAsync()
    {
        _ready.Writer.TryComplete();
        var closing = new List<Task>();
        while (_ready.Reader.TryRead(out var connection)) closing.Add(connection.CloseAsync(CloseReason.ShuttingDown));
        await Task.WhenAll(closing).ConfigureAwait(false);
    }
}
