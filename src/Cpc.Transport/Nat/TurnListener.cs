using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>Accepts who comes in through a TURN server; see <see cref="ITransportListener"/>.</summary>
internal sealed class TurnListener : ITransportListener
{
    private readonly TurnRelay _relay;
    private readonly TlsAcceptor _acceptor;
    private readonly Action<Socket, IPEndPoint> _begin;

    public TurnListener(TurnRelay relay, TlsAcceptor acceptor)
    {
        (_relay, _acceptor) = (relay, acceptor);
        _begin = acceptor.Begin;
        relay.OnConnected = _begin;
    }

    /// <summary>What the server lends; port 0 while it lends nothing.</summary>
    public IPEndPoint LocalEndPoint => _relay.Relayed ?? new IPEndPoint(IPAddress.Any, 0);

    public ValueTask<IPeerConnection> AcceptAsync(CancellationToken cancellationToken) => _acceptor.AcceptAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Unless a later one has them already.
        if (_relay.OnConnected == _begin) _relay.OnConnected = null;
        await _acceptor.DisposeAsync().ConfigureAwait(false);
    }
}
