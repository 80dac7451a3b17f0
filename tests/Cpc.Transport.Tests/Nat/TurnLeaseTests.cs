using System.Collections.Concurrent;
using System.Net;
using Cpc.Transport.Nat;
using Microsoft.Extensions.Time.Testing;
using static Cpc.Transport.Tests.Nat.TurnAnswers;

namespace Cpc.Transport.Tests.Nat;

/// <summary>What is held of a TURN server, over the time it is held, by a clock that the test turns.</summary>
public sealed class TurnLeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(20), 3, 3);
    private static readonly IPEndPoint Peer = IPEndPoint.Parse("192.0.2.9:9");

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<StunMessage> _heard = new();
    private readonly FakeStunServer _server;
    private readonly StunSocket _socket = new(TransportNode.Loopback, Fast, TimeProvider.System);
    private volatile Func<StunMessage, byte[]?> _says = request => Granted(request, Key);

    public TurnLeaseTests() => _server = new FakeStunServer((request, _) =>
    {
        if (request.Text(StunAttributeType.Nonce) is null) return Error(request, 401, "n");
        _heard.Enqueue(request);
        return _says(request);
    });

    private int Heard(StunMethod method) => _heard.Where(r => r.Method == method).DistinctBy(r => Convert.ToHexString(r.TransactionId)).Count();

    private async Task<TurnAllocation> AllocateAsync()
    {
        var (allocation, refusal) = await TurnAllocation.AllocateAsync(_socket.To(_server.EndPoint), "alice", "password", _clock, default).Within();
        Assert.Equal(TurnRefusal.None, refusal);
        return allocation!;
    }

    private Task PassUntil(Func<bool> holds) => Waiting.Until(() =>
    {
        _clock.Advance(Second);
        return holds();
    });

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task It_is_refreshed_after_two_thirds_of_the_life_that_was_last_granted()
    {
        _says = request => Granted(request, Key, request.Method == StunMethod.Refresh ? 60u : 600u);
        await using var allocation = await AllocateAsync();
        _clock.Advance(399 * Second);
        await Task.Delay(50);
        Assert.Equal(0, Heard(StunMethod.Refresh));
        _clock.Advance(Second);
        await Waiting.Until(() => Heard(StunMethod.Refresh) == 1);
        // 60 s were granted, whatever was asked for.
        _clock.Advance(39 * Second);
        await Task.Delay(50);
        Assert.Equal(1, Heard(StunMethod.Refresh));
        _clock.Advance(Second);
        await Waiting.Until(() => Heard(StunMethod.Refresh) == 2);
        Assert.False(allocation.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_refresh_without_an_answer_is_tried_again_and_nothing_is_lost()
    {
        await using var allocation = await AllocateAsync();
        _says = _ => null;
        _clock.Advance(400 * Second);
        await PassUntil(() => Heard(StunMethod.Refresh) >= 2);
        _says = request => Granted(request, Key);
        var heard = Heard(StunMethod.Refresh);
        await PassUntil(() => Heard(StunMethod.Refresh) > heard);
        _clock.Advance(300 * Second);
        await Task.Delay(50);
        Assert.False(allocation.Lost.IsCompleted);
    }

    [Fact]
    public async Task Without_any_answer_it_is_lost_when_its_life_is_over_and_given_back_all_the_same()
    {
        var allocation = await AllocateAsync();
        _says = _ => null;
        _clock.Advance(400 * Second);
        await PassUntil(() => allocation.Lost.IsCompleted);
        Assert.Equal(TurnRefusal.NoAnswer, await allocation.Lost);
        await Assert.ThrowsAsync<TransportException>(() => allocation.ReceiveAsync(default).Within());
        await allocation.DisposeAsync();
        Assert.Equal(0u, _heard.Last(r => r.Method == StunMethod.Refresh).Number(StunAttributeType.Lifetime));
    }

    [Fact]
    public async Task A_server_that_knows_it_no_more_is_believed_at_once_and_given_nothing_back()
    {
        var allocation = await AllocateAsync();
        _says = request => Error(request, 437, null, Key);
        _clock.Advance(400 * Second);
        Assert.Equal(TurnRefusal.AllocationMismatch, await allocation.Lost.Within());
        var heard = Heard(StunMethod.Refresh);
        await allocation.DisposeAsync();
        Assert.Equal(heard, Heard(StunMethod.Refresh));
    }

    [Fact]
    public async Task Permissions_and_channels_are_renewed_before_their_five_minutes_are_over()
    {
        await using var allocation = await AllocateAsync();
        Assert.Equal(TurnRefusal.None, await allocation.PermitAsync(Peer.Address, default).Within());
        Assert.Equal(TurnRefusal.None, await allocation.BindChannelAsync(Peer, default).Within());
        _clock.Advance(199 * Second);
        await Task.Delay(50);
        Assert.Equal((1, 1), (Heard(StunMethod.CreatePermission), Heard(StunMethod.ChannelBind)));
        _clock.Advance(Second);
        await Waiting.Until(() => (Heard(StunMethod.CreatePermission), Heard(StunMethod.ChannelBind)) == (2, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_permission_that_is_not_renewed_is_told_as_lost_and_the_allocation_stays(bool channel)
    {
        await using var allocation = await AllocateAsync();
        var lost = new TaskCompletionSource<(IPAddress, TurnRefusal)>();
        allocation.OnPermissionLost = (peer, why) => lost.TrySetResult((peer, why));
        Assert.Equal(TurnRefusal.None, channel ? await allocation.BindChannelAsync(Peer, default).Within() : await allocation.PermitAsync(Peer.Address, default).Within());
        _says = request => request.Method == StunMethod.Refresh ? Granted(request, Key) : Error(request, 403, null, Key);
        _clock.Advance(200 * Second);
        Assert.Equal((Peer.Address, TurnRefusal.Forbidden), await lost.Task.Within());
        Assert.False(allocation.Lost.IsCompleted);
    }

    [Fact]
    public async Task Who_binds_one_peer_twice_at_once_gets_one_channel()
    {
        await using var allocation = await AllocateAsync();
        var bound = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => allocation.BindChannelAsync(Peer, default))).Within();
        Assert.All(bound, refusal => Assert.Equal(TurnRefusal.None, refusal));
        await allocation.BindChannelAsync(Peer, default).Within();
        await allocation.BindChannelAsync(IPEndPoint.Parse("192.0.2.9:10"), default).Within();
        Assert.Equal([0x4000u << 16, 0x4001u << 16], _heard.Where(r => r.Method == StunMethod.ChannelBind).Select(r => r.Number(StunAttributeType.ChannelNumber)!.Value).Distinct());
    }
}
