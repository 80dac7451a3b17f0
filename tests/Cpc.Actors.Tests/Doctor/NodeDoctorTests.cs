using System.Net;
using Akka.TestKit;
using Cpc.Actors.Doctor;
using Cpc.Actors.Lists;
using Cpc.Actors.Outbox;
using Cpc.Actors.Transport;
using Cpc.Transport.Nat;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Doctor;

/// <summary>A node whose parts don't answer is told as findings, not as a fault of the doctor.</summary>
public sealed class NodeDoctorTests(ITestOutputHelper output) : ActorSpec(output)
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(200);

    private async Task<Dictionary<string, string>> ExamineAsync(NatOptions? nat = null)
    {
        var view = await new NodeDoctor(Alice.Services, nat ?? new NatOptions { FallbackStunServers = [] }, Brief).ExamineAsync(Alice.Services.Peers.Find(Bob.Id), default);
        return view.Checks.ToDictionary(c => c.Check, c => c.Outcome);
    }

    [Fact]
    public async Task Parts_of_the_node_that_don_t_answer_are_problems_each_by_itself()
    {
        var found = await ExamineAsync();
        Assert.Equal(("problem", "problem", "problem"), (found["outbox"], found["breaker"], found["journal"]));
        Assert.Equal("warning", found["trust"]);
    }

    [Fact]
    public async Task Parts_that_answer_are_well()
    {
        Alice.Outbox.SetAutoPilot(Answers(new OutboxStatus(0, null, new Dictionary<OutboxItem, string>())));
        Alice.Transport.SetAutoPilot(Answers(new TransportManager.Status(false, BreakerStatus.Closed)));
        Alice.Catalog.SetAutoPilot(Answers(new DocumentCount(0, new Dictionary<string, int>())));
        var found = await ExamineAsync();
        Assert.Equal(("ok", "ok", "ok"), (found["outbox"], found["breaker"], found["journal"]));
    }

    [Theory]
    [InlineData("192.0.2.1:3478", "skipped")]
    [InlineData("turn.example:3478", "skipped")]
    [InlineData("127.0.0.1:1", "problem")]
    public async Task A_node_on_loopback_asks_no_relay_elsewhere(string server, string result)
    {
        Alice.Services.ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 4747);
        Assert.Equal(result, (await ExamineAsync(new NatOptions { FallbackStunServers = [], TurnServer = server }))["relay"]);
    }

    private static DelegateAutoPilot Answers(object answer) => new((sender, _) =>
    {
        sender.Tell(answer, Akka.Actor.ActorRefs.NoSender);
        return AutoPilot.KeepRunning;
    });
}
