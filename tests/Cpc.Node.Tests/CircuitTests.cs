using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>A circuit breaker that is not closed stands in the list of peers and in the status.</summary>
public class CircuitTests
{
    private static readonly BreakerView Open = new("open", 5, DateTimeOffset.UnixEpoch, "unreachable");
    private static readonly BreakerView HalfOpen = new("halfOpen", 5, DateTimeOffset.UnixEpoch, "dialTimeout");

    [Fact]
    public async Task The_list_of_peers_shows_the_circuit()
    {
        PeerView Peer(string id, BreakerView breaker) => new(id, id, "a:1", false, 2, null) { Breaker = breaker };
        await using var api = await RunningApi.StartAsync(new FakeNode { More = [Peer("id1", Open), Peer("id2", HalfOpen)] });
        var lines = (await CliRun.OfAsync(api.Folder, "peer", "list")).Out.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("id1", StringComparison.Ordinal) && l.Contains(" circuit open ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("id2", StringComparison.Ordinal) && l.Contains(" circuit half-open ", StringComparison.Ordinal));

        var json = (await CliRun.OfAsync(api.Folder, "peer", "list", "--json")).Json;
        Assert.Equal(["closed", "open", "halfOpen"], json.EnumerateArray().Select(p => p.GetProperty("breaker").GetProperty("state").GetString()));
        Assert.Equal("unreachable", json[1].GetProperty("breaker").GetProperty("lastFailure").GetString());
        Assert.Equal(DateTimeOffset.UnixEpoch, json[1].GetProperty("breaker").GetProperty("retryAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_status_says_which_circuits_are_not_closed()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Breakers = [new PeerBreakerView("id1", "dairy", Open), new PeerBreakerView("id2", null, HalfOpen)] });
        var run = await CliRun.OfAsync(api.Folder, "status");
        Assert.Contains("! dairy: circuit breaker open after 5 failures (the last: unreachable); next try 1970-01-01", run.Out, StringComparison.Ordinal);
        Assert.Contains("! id2: circuit breaker half-open", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await CliRun.OfAsync(api.Folder, "status", "--json")).Json.GetProperty("breakers").GetArrayLength());
    }

    [Fact]
    public async Task Closed_circuits_are_not_worth_a_word()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.DoesNotContain("circuit", (await CliRun.OfAsync(api.Folder, "status")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("circuit", (await CliRun.OfAsync(api.Folder, "peer", "list")).Out, StringComparison.Ordinal);
    }
}
