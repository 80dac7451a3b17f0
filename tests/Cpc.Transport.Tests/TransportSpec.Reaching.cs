using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Tests;

/// <summary>Reaching a peer, or not, and how many may.</summary>
public abstract partial class TransportSpec
{
    [SkippableFact]
    public async Task Nobody_at_the_address_is_reported()
    {
        Require();
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        reserved.Bind(TransportNode.Loopback);
        var node = new TransportNode(change: o => o with { HandshakeTimeout = TimeSpan.FromSeconds(2) });
        var dialing = Create(node.Options).DialAsync((IPEndPoint)reserved.LocalEndPoint!, new TestIdentity().PeerId, default);
        var refused = await Assert.ThrowsAsync<TransportException>(() => dialing.Within());
        // TCP is told by the kernel; a silent UDP port shows only by time.
        Assert.Contains(refused.Refusal, new[] { TransportRefusal.Unreachable, TransportRefusal.Timeout });
    }

    [SkippableFact]
    public async Task Giving_up_a_dial_is_a_cancellation()
    {
        Require();
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(TransportNode.Loopback);
        using var tcp = new TcpListener((IPEndPoint)silent.LocalEndPoint!);
        tcp.Start();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Create(new TransportNode().Options).DialAsync((IPEndPoint)silent.LocalEndPoint!, new TestIdentity().PeerId, cancel.Token).Within());
    }

    [SkippableFact]
    public async Task Connections_of_one_peer_are_limited_and_their_places_come_back()
    {
        var (node, listener) = await ListenAsync(o => o with { MaximumConnectionsPerPeer = 2 });
        await using (listener)
        {
            var dialer = Create(new TransportNode().Options);
            await using var first = await dialer.DialAsync(listener.LocalEndPoint, node.Id, default).Within();
            await using var second = await dialer.DialAsync(listener.LocalEndPoint, node.Id, default).Within();
            var refused = await dialer.DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.TooManyOfPeer);
            Assert.True(refused.SaidByPeer);
            await AssertAcceptsOthersAsyncAfter(listener, node, 2);

            await first.CloseAsync(CloseReason.Finished).Within();
            await Waiting.Until(() => node.Refusals.Contains(TransportRefusal.TooManyOfPeer));
            await using var third = await RetryAsync(() => dialer.DialAsync(listener.LocalEndPoint, node.Id, default));
        }
    }

    [SkippableFact]
    public async Task Connections_from_one_network_are_limited_and_their_places_come_back()
    {
        var (node, listener) = await ListenAsync(o => o with { MaximumConnectionsPerNetwork = 2 });
        await using var _ = listener;
        Task<IPeerConnection> DialAsync() => Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default);
        await using var first = await DialAsync().Within();
        await using var second = await DialAsync().Within();
        var refused = await DialAsync().Refused(TransportRefusal.TooManyOfNetwork);
        Assert.True(refused.SaidByPeer);
        Assert.Equal(TransportRefusal.TooManyOfNetwork, Assert.Single(node.Refusals));
        await first.CloseAsync(CloseReason.Finished).Within();
        await using var third = await RetryAsync(DialAsync);
    }

    [SkippableFact]
    public async Task The_listeners_own_limit_is_told_apart()
    {
        var (node, listener) = await ListenAsync(o => o with { MaximumConnections = 1 });
        await using var _ = listener;
        await using var first = await Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Within();
        await Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default).Refused(TransportRefusal.TooManyConnections);
    }

    [SkippableFact]
    public async Task Many_peers_connect_at_once()
    {
        var (node, listener) = await ListenAsync();
        await using (listener)
        {
            var dialing = Enumerable.Range(0, 20)
                .Select(_ => Create(new TransportNode().Options).DialAsync(listener.LocalEndPoint, node.Id, default)).ToList();
            var accepted = new List<IPeerConnection>();
            for (var i = 0; i < dialing.Count; i++) accepted.Add(await listener.AcceptAsync(default).Within());
            await Task.WhenAll(dialing).Within();
            Assert.Equal(20, accepted.Select(c => c.Peer).Distinct().Count());
            await Task.WhenAll(accepted.Select(c => c.CloseAsync(CloseReason.Finished))).Within();
            foreach (var dialed in dialing) await (await dialed).DisposeAsync().Within();
        }
    }

    [SkippableFact]
    public async Task Accepting_ends_when_the_listener_closes_and_accepted_connections_live_on()
    {
        await using var pair = await ConnectAsync();
        var accepting = pair.Listener.AcceptAsync(default).AsTask();
        await pair.Listener.DisposeAsync().Within();
        await accepting.Refused(TransportRefusal.Closed);
        var (ours, theirs) = await pair.StreamAsync();
        await ours.DisposeAsync().Within();
        await theirs.DisposeAsync().Within();
        Assert.False(pair.Dialed.Completion.IsCompleted);
    }

    private async Task AssertAcceptsOthersAsyncAfter(ITransportListener listener, TransportNode node, int waiting)
    {
        for (var i = 0; i < waiting; i++) await listener.AcceptAsync(default).Within();
        await AssertAcceptsOthersAsync(node, listener);
    }

    private static async Task<IPeerConnection> RetryAsync(Func<Task<IPeerConnection>> dial)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await dial().Within();
            }
            catch (TransportException e) when (e.Refusal is TransportRefusal.TooManyOfPeer or TransportRefusal.TooManyOfNetwork && attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }
}
