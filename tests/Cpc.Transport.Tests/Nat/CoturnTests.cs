using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>STUN and TURN against code that is not ours.</summary>
public class CoturnTests
{
    private static StunSocket NewSocket() => new(TransportNode.Loopback, StunTimers.Standard, TimeProvider.System);

    private static async Task<(StunSocket Socket, TurnAllocation Allocation)> AllocateAsync(Coturn server)
    {
        var socket = NewSocket();
        var (allocation, refusal) = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), Coturn.Username, Coturn.Password, TimeProvider.System, default).Within();
        Assert.Equal(TurnRefusal.None, refusal);
        return (socket, allocation!);
    }

    private static Task<(TurnTcpAllocation? Allocation, TurnRefusal Refusal)> AllocateTcpAsync(Coturn server, string password = Coturn.Password) =>
        TurnTcpAllocation.AllocateAsync(server.EndPoint, Coturn.Username, password, StunTimers.Standard, TimeProvider.System, default).Within();

    [SkippableFact]
    public async Task Our_address_is_seen_over_UDP_and_over_TCP()
    {
        using var server = await Coturn.StartAsync();
        await using var socket = NewSocket();
        Assert.Equal(socket.LocalEndPoint, await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
        await using var tcp = await TcpStunPath.ConnectAsync(server.EndPoint, StunTimers.Standard, TimeProvider.System, default).Within();
        Assert.Equal(tcp.LocalEndPoint, await NatProbe.BindingAsync(tcp, default).Within());
    }

    [SkippableFact]
    public async Task No_NAT_and_no_filter_are_found_on_loopback()
    {
        using var server = await Coturn.StartAsync();
        var report = await NatProbe.RunAsync(TransportNode.Loopback, [server.EndPoint.ToString(), $"127.0.0.2:{server.EndPoint.Port}"], StunTimers.Brief, TimeProvider.System, default).Within();
        Assert.Equal((NatMapping.None, NatFiltering.EndpointIndependent), (report.Mapping, report.Filtering));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Datagrams_pass_both_ways_through_an_allocation(bool channel)
    {
        using var server = await Coturn.StartAsync();
        var (socket, allocation) = await AllocateAsync(server);
        await using var disposing = socket;
        await using var releasing = allocation;
        Assert.Equal(socket.LocalEndPoint, allocation.Seen);
        using var peer = new UdpClient(TransportNode.Loopback);
        var peerEndPoint = (IPEndPoint)peer.Client.LocalEndPoint!;
        Assert.Equal(TurnRefusal.None, channel
            ? await allocation.BindChannelAsync(peerEndPoint, default).Within()
            : await allocation.PermitAsync(peerEndPoint.Address, default).Within());

        foreach (var size in new[] { 1, 2, 3, 1200 })
        {
            var data = Cpc.Cryptography.SecureRandom.Bytes(size);
            await allocation.SendAsync(peerEndPoint, data, default);
            var received = await peer.ReceiveAsync().Within();
            Assert.Equal(allocation.Relayed, received.RemoteEndPoint);
            Assert.Equal(data, received.Buffer);
            await peer.SendAsync(data, received.RemoteEndPoint);
            var (from, back) = await allocation.ReceiveAsync(default).AsTask().Within();
            Assert.Equal(peerEndPoint, from);
            Assert.Equal(data, back);
        }
    }

    [SkippableFact]
    public async Task Who_has_no_permission_does_not_get_in()
    {
        using var server = await Coturn.StartAsync();
        var (socket, allocation) = await AllocateAsync(server);
        await using var disposing = socket;
        await using var releasing = allocation;
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
        using var friend = new UdpClient(TransportNode.Loopback);
        await allocation.PermitAsync(IPAddress.Loopback, default).Within();
        await stranger.SendAsync(new byte[] { 1 }, allocation.Relayed);
        await friend.SendAsync(new byte[] { 2 }, allocation.Relayed);
        var (from, data) = await allocation.ReceiveAsync(default).AsTask().Within();
        Assert.Equal((friend.Client.LocalEndPoint, 2), (from, data[0]));
    }

    [SkippableFact]
    public async Task A_wrong_password_is_refused_over_UDP_and_TCP()
    {
        using var server = await Coturn.StartAsync();
        await using var socket = NewSocket();
        var (allocation, refusal) = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), Coturn.Username, "wrong", TimeProvider.System, default).Within();
        Assert.Null(allocation);
        Assert.Equal(TurnRefusal.Unauthorized, refusal);
        Assert.Equal(TurnRefusal.Unauthorized, (await AllocateTcpAsync(server, "wrong")).Refusal);
    }

    [SkippableFact]
    public async Task A_peer_that_the_server_may_not_reach_is_forbidden()
    {
        using var server = await Coturn.StartAsync();
        var (socket, allocation) = await AllocateAsync(server);
        await using var disposing = socket;
        await using var releasing = allocation;
        Assert.Equal(TurnRefusal.Forbidden, await allocation.PermitAsync(IPAddress.Parse("127.0.0.66"), default).Within());
        Assert.Equal(TurnRefusal.Forbidden, await allocation.BindChannelAsync(IPEndPoint.Parse("127.0.0.66:9"), default).Within());
        Assert.Equal(TurnRefusal.None, await allocation.PermitAsync(IPAddress.Loopback, default).Within());
    }

    [SkippableFact]
    public async Task A_second_allocation_on_a_socket_is_a_mismatch_until_the_first_is_given_back()
    {
        using var server = await Coturn.StartAsync();
        var (socket, allocation) = await AllocateAsync(server);
        await using var disposing = socket;
        var again = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), Coturn.Username, Coturn.Password, TimeProvider.System, default).Within();
        Assert.Equal(TurnRefusal.AllocationMismatch, again.Refusal);
        await allocation.DisposeAsync();
        Assert.Equal(TurnRefusal.None, await allocation.Lost.Within());
        // coturn takes a moment to let go.
        for (var tries = 0; tries < 100 && again.Allocation is null; tries++)
        {
            await Task.Delay(100);
            again = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), Coturn.Username, Coturn.Password, TimeProvider.System, default).Within();
        }

        Assert.Equal(TurnRefusal.None, again.Refusal);
        await again.Allocation!.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_connection_goes_out_through_a_TCP_allocation()
    {
        using var server = await Coturn.StartAsync();
        var (allocation, refusal) = await AllocateTcpAsync(server);
        Assert.Equal(TurnRefusal.None, refusal);
        await using var releasing = allocation!;
        using var peer = new TcpListener(TransportNode.Loopback);
        peer.Start();
        Assert.Equal(TurnRefusal.None, await allocation!.PermitAsync(IPAddress.Loopback, default).Within());
        var (stream, connected) = await allocation.ConnectAsync((IPEndPoint)peer.LocalEndpoint, default).Within();
        Assert.Equal(TurnRefusal.None, connected);
        using var accepted = await peer.AcceptTcpClientAsync().Within();
        await ExchangeAsync(stream!, accepted.GetStream());
    }

    [SkippableFact]
    public async Task A_connection_comes_in_through_a_TCP_allocation()
    {
        using var server = await Coturn.StartAsync();
        var (allocation, _) = await AllocateTcpAsync(server);
        await using var releasing = allocation!;
        await allocation!.PermitAsync(IPAddress.Loopback, default).Within();
        using var peer = new TcpClient();
        await peer.ConnectAsync(allocation.Relayed).Within();
        var (from, stream, refusal) = await allocation.AcceptAsync(default).Within();
        Assert.Equal(TurnRefusal.None, refusal);
        var local = (IPEndPoint)peer.Client.LocalEndPoint!;
        Assert.Equal(new IPEndPoint(local.Address.MapToIPv4(), local.Port), from);
        await ExchangeAsync(stream!, peer.GetStream());
    }

    [SkippableFact]
    public async Task A_peer_that_takes_no_connection_is_unreachable()
    {
        using var server = await Coturn.StartAsync();
        var (allocation, _) = await AllocateTcpAsync(server);
        await using var releasing = allocation!;
        using var closed = new TcpListener(TransportNode.Loopback);
        closed.Start();
        var nobody = (IPEndPoint)closed.LocalEndpoint;
        closed.Stop();
        await allocation!.PermitAsync(IPAddress.Loopback, default).Within();
        var (stream, refusal) = await allocation.ConnectAsync(nobody, default).Within();
        Assert.Null(stream);
        Assert.Equal(TurnRefusal.PeerUnreachable, refusal);
    }

    [SkippableFact]
    public async Task A_server_that_is_gone_does_not_answer()
    {
        IPEndPoint gone;
        using (var server = await Coturn.StartAsync()) gone = server.EndPoint;
        var (allocation, refusal) = await TurnTcpAllocation.AllocateAsync(gone, Coturn.Username, Coturn.Password, StunTimers.Brief, TimeProvider.System, default).Within();
        Assert.Null(allocation);
        Assert.Equal(TurnRefusal.NoAnswer, refusal);
    }

    private static async Task ExchangeAsync(Stream one, Stream other)
    {
        await using var closing = one;
        var data = Cpc.Cryptography.SecureRandom.Bytes(100_000);
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            var writing = from.WriteAsync(data).AsTask();
            var received = new byte[data.Length];
            await to.ReadExactlyAsync(received).AsTask().Within();
            await writing.Within();
            Assert.Equal(data, received);
        }
    }
}
