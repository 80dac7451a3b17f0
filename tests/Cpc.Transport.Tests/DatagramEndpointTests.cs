using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Datagram;

namespace Cpc.Transport.Tests;

public sealed class DatagramEndpointTests : IAsyncLifetime, IDisposable
{
    private readonly DatagramNode _aliceKeys = new();
    private readonly DatagramNode _bobKeys = new();
    private DatagramEndpoint _alice = null!;
    private DatagramEndpoint _bob = null!;

    public Task InitializeAsync()
    {
        _alice = Bind(_aliceKeys);
        _bob = Bind(_bobKeys);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
    }

    public void Dispose()
    {
        _aliceKeys.Dispose();
        _bobKeys.Dispose();
    }

    [Fact]
    public async Task Questions_are_answered_over_sockets()
    {
        for (var i = 0; i < 50; i++)
        {
            var id = _alice.Ask(Bob, DatagramNode.Bytes($"question {i}"), mayRide: true);
            var question = await Next<DatagramEvent.Question>(_bob);
            Assert.Equal(_alice.LocalEndPoint, question.Peer.Address);
            _bob.Reply(question, DatagramNode.Bytes($"answer {i}"));
            var answer = await Next<DatagramEvent.Answer>(_alice);
            Assert.Equal((id, $"answer {i}"), (answer.Id, DatagramNode.Text(answer.Payload)));
        }

        Assert.Equal((1, 1), (_alice.Sessions, _bob.Sessions));
    }

    [Fact]
    public async Task Rubbish_is_counted_and_does_not_end_it()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(new byte[] { 9, 9, 9 }, _bob.LocalEndPoint);
        socket.SendTo(new byte[4000], _bob.LocalEndPoint);
        await Questions_are_answered_over_sockets();
        Assert.True(_bob.Refused(DatagramRefusal.Malformed) >= 1);
    }

    [Fact]
    public async Task After_disposing_nothing_is_sent_and_the_events_end()
    {
        await _bob.DisposeAsync();
        Assert.Equal(0u, _bob.Ask(Bob, new byte[1], true));
        Assert.False(await _bob.Events.WaitToReadAsync());
    }

    private DatagramPeer Bob => new(_bobKeys.Identity.PeerId, _bobKeys.Static.PublicKey, _bob.LocalEndPoint);

    private static DatagramEndpoint Bind(DatagramNode keys) => DatagramEndpoint.Bind(new IPEndPoint(IPAddress.Loopback, 0), new DatagramOptions
    {
        Network = "test",
        Self = keys.Identity.PeerId,
        Statics = () => keys.Statics,
        Send = (_, _) => { },
    }, Clock);

    // Fixed: the records are of that day.
    private static TestClock Clock
    {
        get
        {
            var clock = new TestClock();
            clock.Advance(DatagramNode.Start - clock.GetUtcNow());
            return clock;
        }
    }

    private static async Task<T> Next<T>(DatagramEndpoint endpoint)
        where T : DatagramEvent
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await endpoint.Events.ReadAsync(timeout.Token) is T wanted) return wanted;
        }
    }
}
