using System.Net;
using Cpc.Transport.Nat;
using static Cpc.Transport.Tests.Nat.TurnAnswers;

namespace Cpc.Transport.Tests.Nat;

/// <summary>A TCP allocation whose server goes away, changes its nonce, or has many connections at once.</summary>
public class TurnTcpAllocationTests
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(100), 3, 3);
    private static readonly IPEndPoint Peer = IPEndPoint.Parse("192.0.2.9:9");

    private static async Task<TurnTcpAllocation> AllocateAsync(FakeTurnTcpServer server)
    {
        var (allocation, refusal) = await TurnTcpAllocation.AllocateAsync(server.EndPoint, "alice", "password", Fast, TimeProvider.System, default).Within();
        Assert.Equal(TurnRefusal.None, refusal);
        return allocation!;
    }

    private static StunWriter Attempt(uint connection) => new StunWriter(StunClass.Indication, StunMethod.ConnectionAttempt)
        .Add(StunAttributeType.ConnectionId, connection).Add(StunAttributeType.XorPeerAddress, Peer);

    private static byte[]? Plain(StunMessage request) => request.Text(StunAttributeType.Nonce) is null ? Error(request, 401, "n") : Granted(request, Key);

    [Fact]
    public async Task With_its_control_connection_the_allocation_is_lost_and_whoever_waits_hears_so()
    {
        using var server = new FakeTurnTcpServer(Plain);
        await using var allocation = await AllocateAsync(server);
        var accepting = allocation.AcceptAsync(default);
        server.DropControl();
        Assert.Equal(TurnRefusal.NoAnswer, await allocation.Lost.Within());
        await Assert.ThrowsAsync<TransportException>(() => accepting.Within());
        var asked = TimeProvider.System.GetTimestamp();
        Assert.Equal(TurnRefusal.NoAnswer, await allocation.PermitAsync(Peer.Address, default).Within());
        Assert.Equal(TurnRefusal.NoAnswer, (await allocation.ConnectAsync(Peer, default).Within()).Refusal);
        Assert.Equal(1, server.Connections);
        Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_nonce_that_is_stale_at_the_bind_is_followed_over_a_connection_of_its_own_and_learned()
    {
        var nonce = "first";
        using var server = new FakeTurnTcpServer(request =>
        {
            if (request.Text(StunAttributeType.Nonce) is not { } used) return Error(request, 401, Volatile.Read(ref nonce));
            return used == Volatile.Read(ref nonce) ? Granted(request, Key) : Error(request, 438, Volatile.Read(ref nonce));
        });
        await using var allocation = await AllocateAsync(server);
        Volatile.Write(ref nonce, "second");
        await server.IndicateAsync(Attempt(7));
        var (peer, stream, refusal) = await allocation.AcceptAsync(default).Within();
        Assert.Equal((Peer, TurnRefusal.None), (peer, refusal));
        await stream!.DisposeAsync();
        // The control connection, the refused one and its successor; from then on each bind takes one.
        Assert.Equal(3, server.Connections);
        await server.IndicateAsync(Attempt(8));
        await (await allocation.AcceptAsync(default).Within()).Stream!.DisposeAsync();
        Assert.Equal(4, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_can_t_be_bound_does_not_hold_up_the_next()
    {
        using var server = new FakeTurnTcpServer(request => request.Method == StunMethod.ConnectionBind && request.Number(StunAttributeType.ConnectionId) == 1 ? null : Plain(request));
        var (allocation, _) = await TurnTcpAllocation.AllocateAsync(server.EndPoint, "alice", "password", StunTimers.Standard, TimeProvider.System, default).Within();
        await using var releasing = allocation!;
        await server.IndicateAsync(Attempt(1));
        await server.IndicateAsync(Attempt(2));
        var (_, stream, refusal) = await allocation!.AcceptAsync(default).Within();
        // The first is given up after 39.5 s only.
        Assert.Equal(TurnRefusal.None, refusal);
        await stream!.DisposeAsync();
    }
}
