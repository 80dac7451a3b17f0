using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>A transaction over UDP: sent again until it is answered, by the server that was asked and nobody else.</summary>
public class StunSocketTests
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(20), 4, 4);

    private static StunSocket NewSocket(StunTimers? timers = null) => new(TransportNode.Loopback, timers ?? Fast, TimeProvider.System);

    [Fact]
    public async Task The_address_a_server_sees_is_found()
    {
        using var server = new FakeStunServer(FakeStunServer.Seen);
        await using var socket = NewSocket();
        Assert.Equal(socket.LocalEndPoint, await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
    }

    [Fact]
    public async Task A_request_that_is_lost_is_sent_again()
    {
        var heard = 0;
        using var server = new FakeStunServer((request, from) => Interlocked.Increment(ref heard) < 3 ? null : FakeStunServer.Seen(request, from));
        await using var socket = NewSocket();
        Assert.NotNull(await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
        Assert.InRange(server.Requests, 3, 4);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_asked_as_often_as_the_timers_say_and_given_up()
    {
        using var server = new FakeStunServer((_, _) => null);
        await using var socket = NewSocket();
        Assert.Null(await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public void The_standard_s_timers_are_those_of_the_standard()
    {
        Assert.Equal([500, 1000, 2000, 4000, 8000, 16000, 8000], StunTimers.Standard.Waits().Select(w => (int)w.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromSeconds(39.5), StunTimers.Standard.Reliable);
    }

    [Fact]
    public async Task An_answer_to_another_transaction_is_none()
    {
        using var server = new FakeStunServer((_, from) => new StunWriter(StunClass.Success, StunMethod.Binding).Add(StunAttributeType.XorMappedAddress, from).ToBytes());
        await using var socket = NewSocket();
        Assert.Null(await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
    }

    [Fact]
    public async Task An_answer_from_another_address_is_none()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Bind(TransportNode.Loopback);
        using var server = new FakeStunServer((request, from) =>
        {
            stranger.SendTo(FakeStunServer.Seen(request, IPEndPoint.Parse("192.0.2.66:6")), from);
            return null;
        });
        await using var socket = NewSocket();
        Assert.Null(await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
    }

    [Fact]
    public async Task Garbage_does_not_disturb()
    {
        var heard = 0;
        using var server = new FakeStunServer((request, from) => Interlocked.Increment(ref heard) == 1 ? new byte[1200] : FakeStunServer.Seen(request, from));
        await using var socket = NewSocket();
        Assert.NotNull(await NatProbe.BindingAsync(socket.To(server.EndPoint), default).Within());
    }

    [Fact]
    public async Task A_socket_that_is_closed_ends_what_waits()
    {
        using var server = new FakeStunServer((_, _) => null);
        var socket = NewSocket(StunTimers.Standard);
        var asking = NatProbe.BindingAsync(socket.To(server.EndPoint), default);
        await socket.DisposeAsync();
        await Assert.ThrowsAsync<TransportException>(() => asking.Within());
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var server = new FakeStunServer((_, _) => null);
        await using var socket = NewSocket(StunTimers.Standard);
        using var cancel = new CancellationTokenSource();
        var asking = NatProbe.BindingAsync(socket.To(server.EndPoint), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Within());
    }
}
