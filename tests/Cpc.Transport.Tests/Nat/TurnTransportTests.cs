using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>TLS through Debian's coturn, which both sides can reach and nobody else.</summary>
public sealed class TurnTransportTests : IAsyncLifetime
{
    private readonly List<TurnRelay> _relays = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var relay in _relays) await relay.DisposeAsync();
    }

    [SkippableFact]
    public async Task Two_nodes_exchange_through_the_addresses_that_the_server_lends_them()
    {
        using var server = await Coturn.StartAsync();
        var (node, listener, _) = await ListenAsync(server, "127.0.0.1");
        await using var listening = listener;
        var (dialer, relay) = await DialerAsync(server);
        await using var dialed = await dialer.DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await using var accepted = await listener.AcceptAsync(default).Within();
        Assert.Equal(("relay", listener.LocalEndPoint), (dialed.Transport, dialed.RemoteEndPoint));
        Assert.Equal(relay.Relayed!.Address, ((IPEndPoint)accepted.RemoteEndPoint).Address);
        await ExchangeAsync(dialed, accepted);
        await ExchangeAsync(accepted, dialed);
    }

    [SkippableFact]
    public async Task Plain_TLS_reaches_a_lent_address()
    {
        using var server = await Coturn.StartAsync();
        var (node, listener, _) = await ListenAsync(server, "127.0.0.1");
        await using var listening = listener;
        await using var dialed = await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await using var accepted = await listener.AcceptAsync(default).Within();
        Assert.Equal(("tls", "relay"), (dialed.Transport, accepted.Transport));
        await ExchangeAsync(dialed, accepted);
    }

    [SkippableFact]
    public async Task Who_is_in_no_partners_network_is_kept_out_by_the_server()
    {
        using var server = await Coturn.StartAsync();
        var (node, listener, _) = await ListenAsync(server, "192.0.2.1");
        await using var listening = listener;
        await Assert.ThrowsAsync<TransportException>(() => new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within());
        Assert.Empty(node.Refusals);
    }

    [SkippableFact]
    public async Task A_stranger_from_a_partners_network_is_refused_by_the_node()
    {
        using var server = await Coturn.StartAsync();
        var (node, listener, _) = await ListenAsync(server, "127.0.0.1", _ => false);
        await using var listening = listener;
        var refused = await new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.UnknownPeer);
        Assert.True(refused.SaidByPeer);
    }

    [SkippableFact]
    public async Task A_partner_that_is_added_later_is_let_in()
    {
        using var server = await Coturn.StartAsync();
        var partners = new List<string>();
        var relay = NewRelay(server, () => partners.ToArray());
        var node = new TransportNode();
        await using var listener = await new TurnTransport(node.Options, relay).ListenAsync(TransportNode.Loopback, default);
        await Waiting.Until(() => relay.Relayed is not null);
        partners.Add("localhost");
        await using var dialed = await RetryAsync(() => new TlsTransport(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default));
    }

    [SkippableFact]
    public async Task A_wrong_password_is_told_and_nothing_is_lent()
    {
        using var server = await Coturn.StartAsync();
        var relay = NewRelay(server, () => [], "wrong");
        await using var listener = await new TurnTransport(new TransportNode().Options, relay).ListenAsync(TransportNode.Loopback, default);
        await Waiting.Until(() => relay.Refusal is not null);
        Assert.Equal((TurnRefusal.Unauthorized, 0), (relay.Refusal, listener.LocalEndPoint.Port));
        await new TurnTransport(new TransportNode().Options, relay).DialAsync(server.EndPoint, new TestIdentity().PeerId, default).Refused(TransportRefusal.Unreachable);
    }

    [Theory]
    [InlineData("192.0.2.1:3478", false)]
    [InlineData("turn.example:3478", false)]
    [InlineData("127.0.0.1:9", true)]
    [InlineData("localhost:9", true)]
    public async Task A_node_on_loopback_asks_no_server_elsewhere(string server, bool asks)
    {
        var relay = new TurnRelay(server, "", "", () => [], StunTimers.Brief, TimeProvider.System);
        _relays.Add(relay);
        await using var listener = await new TurnTransport(new TransportNode().Options, relay).ListenAsync(TransportNode.Loopback, default);
        Assert.Equal(asks, relay.IsStarted);
    }

    private static async Task ExchangeAsync(IPeerConnection from, IPeerConnection to)
    {
        await using var ours = await from.OpenStreamAsync(default).Within();
        await ours.WriteAsync(new byte[100_000], completeWrites: true, default).AsTask().Within();
        await using var theirs = await to.AcceptStreamAsync(default).Within();
        var all = new MemoryStream();
        await theirs.CopyToAsync(all).Within();
        Assert.Equal(100_000, all.Length);
    }

    private static async Task<IPeerConnection> RetryAsync(Func<Task<IPeerConnection>> dial)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await dial().Within();
            }
            catch (TransportException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    private TurnRelay NewRelay(Coturn server, Func<IEnumerable<string>> partners, string password = Coturn.Password)
    {
        var relay = new TurnRelay(server.EndPoint.ToString(), Coturn.Username, password, partners, StunTimers.Standard, TimeProvider.System);
        _relays.Add(relay);
        return relay;
    }

    private async Task<(TransportNode Node, ITransportListener Listener, TurnRelay Relay)> ListenAsync(Coturn server, string partner, Func<Cpc.Cryptography.PeerId, bool>? admit = null)
    {
        var looked = 0;
        var relay = NewRelay(server, () =>
        {
            Interlocked.Increment(ref looked);
            return [partner];
        });
        var node = new TransportNode(change: o => admit is null ? o : o with { Admit = admit });
        var listener = await new TurnTransport(node.Options, relay).ListenAsync(TransportNode.Loopback, default);
        // The second look comes after the first was permitted.
        await Waiting.Until(() => relay.Relayed is not null && Volatile.Read(ref looked) > 1);
        return (node, listener, relay);
    }

    private async Task<(TurnTransport Dialer, TurnRelay Relay)> DialerAsync(Coturn server)
    {
        var relay = NewRelay(server, () => []);
        relay.Start(AddressFamily.InterNetwork);
        await Waiting.Until(() => relay.Relayed is not null);
        return (new TurnTransport(new TransportNode().Options, relay), relay);
    }
}
