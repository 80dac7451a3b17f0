using System.Net;
using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>A relay is the last to be tried, and where all else has failed the next. Time stands still: no head start ends.</summary>
public sealed class RelayRaceTests(ITestOutputHelper output) : ActorSpec(output)
{
    private static readonly IPEndPoint There = new(IPAddress.Loopback, 4747);

    private readonly FakeTransport _direct = new();
    private readonly FakeTransport _relay = new() { IsRelay = true };

    private Task<IPeerConnection> Dial() => new TransportRace([_direct, _relay], new StillTime()).DialAsync(Bob.Id, There, default);

    [Fact]
    public async Task When_the_direct_way_has_failed_the_relay_is_tried_at_once()
    {
        var dial = Dial();
        (await _direct.NextDialAsync()).SetException(new TransportException(TransportRefusal.Unreachable));
        var connection = new GrantingConnection(Bob.Id, dialed: true);
        (await _relay.NextDialAsync()).SetResult(connection);
        Assert.Same(connection, await dial);
    }

    [Fact]
    public async Task While_the_direct_way_may_still_succeed_it_is_not()
    {
        var dial = Dial();
        var connection = new GrantingConnection(Bob.Id, dialed: true);
        (await _direct.NextDialAsync()).SetResult(connection);
        Assert.Same(connection, await dial);
        Assert.Equal(0, _relay.Dialed);
    }

    [Theory]
    [InlineData(TransportRefusal.Unreachable, TransportRefusal.WrongNetwork)]
    [InlineData(TransportRefusal.WrongPeer, TransportRefusal.WrongPeer)]
    public async Task What_failed_on_the_direct_way_is_told_unless_the_relay_found_another_peer(TransportRefusal atRelay, TransportRefusal told)
    {
        var dial = Dial();
        (await _direct.NextDialAsync()).SetException(new TransportException(TransportRefusal.WrongNetwork));
        (await _relay.NextDialAsync()).SetException(new TransportException(atRelay));
        Assert.Equal(told, (await Assert.ThrowsAsync<TransportException>(() => dial)).Refusal);
    }

    private sealed class StillTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
