using System.Net;
using System.Threading.Channels;
using Cpc.Cryptography;

namespace Cpc.Transport;

/// <summary>
/// Counts what a listener has taken on, in all, per network and per peer, and hands accepted connections over. The queue needs no
/// bound of its own: whatever waits in it holds one of the counted places.
/// </summary>
internal sealed class AdmissionQueue(TransportOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PeerId, int> _ofPeer = [];
    private readonly Dictionary<NetworkPrefix, int> _ofNetwork = [];
    private readonly Dictionary<NetworkPrefix, int> _pendingOfNetwork = [];
    private readonly Channel<IPeerConnection> _ready = Channel.CreateUnbounded<IPeerConnection>();
    private int _pending;
    private int _connections;

    /// <summary>Takes one of the places for handshakes in progress; <see cref="EndHandshake"/> gives it back.</summary>
    /// <returns>The limit that is reached; null when there is a place.</returns>
    public TransportRefusal? BeginHandshake(EndPoint? from)
    {
        var network = NetworkOf(from);
        lock (_gate)
        {
            if (_pending >= options.MaximumPendingHandshakes) return TransportRefusal.TooManyHandshakes;
            if (_pendingOfNetwork.GetValueOrDefault(network) >= options.MaximumPendingHandshakesPerNetwork) return TransportRefusal.TooManyOfNetwork;
            _pending++;
            Add(_pendingOfNetwork, network);
            return null;
        }
    }

    public void EndHandshake(EndPoint? from)
    {
        lock (_gate)
        {
            _pending--;
            Subtract(_pendingOfNetwork, NetworkOf(from));
        }
    }

    /// <summary>Takes a place for a connection; <see cref="Leave"/> gives it back.</summary>
    /// <returns>The limit that is reached; null when there is a place.</returns>
    public TransportRefusal? Enter(PeerId peer, EndPoint? from)
    {
        var network = NetworkOf(from);
        lock (_gate)
        {
            // The narrowest first: it says most.
            if (_ofPeer.GetValueOrDefault(peer) >= options.MaximumConnectionsPerPeer) return TransportRefusal.TooManyOfPeer;
            if (_ofNetwork.GetValueOrDefault(network) >= options.MaximumConnectionsPerNetwork) return TransportRefusal.TooManyOfNetwork;
            if (_connections >= options.MaximumConnections) return TransportRefusal.TooManyConnections;
            _connections++;
            Add(_ofPeer, peer);
            Add(_ofNetwork, network);
            return null;
        }
    }

    /// <param name="from">As it was when it entered.</param>
    public void Leave(PeerId peer, EndPoint? from)
    {
        lock (_gate)
        {
            _connections--;
            Subtract(_ofPeer, peer);
            Subtract(_ofNetwork, NetworkOf(from));
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

    // Whose address is not known, shares one place with all of them.
    private static NetworkPrefix NetworkOf(EndPoint? from) => from is IPEndPoint point ? NetworkPrefix.Of(point.Address) : default;

    private static void Add<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Subtract<T>(Dictionary<T, int> counts, T key)
        where T : notnull
    {
        if (--counts[key] == 0) counts.Remove(key);
    }
}
