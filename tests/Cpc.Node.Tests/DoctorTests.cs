using Cpc.Actors.Api;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>cpc doctor: words, JSON and exit code, and what a real node finds of itself and of a peer.</summary>
public class DoctorTests
{
    [Fact]
    public async Task What_is_well_exits_with_zero()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Checks = [new("disk", "ok", "Much is free."), new("nat", "warning", "A router.", "Forward the port.")] });
        var run = await CliRun.OfAsync(api.Folder, "doctor");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Much is free.", run.Out, StringComparison.Ordinal);
        Assert.Contains("nat: Forward the port.", run.Out, StringComparison.Ordinal);
        var json = (await CliRun.OfAsync(api.Folder, "doctor", "--json")).Json;
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Equal(["ok", "warning"], json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("outcome").GetString()));
        Assert.False(json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_problem_exits_with_one_and_is_named()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Checks = [new("disk", "problem", "Nothing is free.", "Make room.")] });
        var run = await CliRun.OfAsync(api.Folder, "doctor", "bakery");
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("There is a problem with: disk.", run.Error, StringComparison.Ordinal);
        var json = (await CliRun.OfAsync(api.Folder, "doctor", "bakery", "--json")).Json;
        Assert.Equal("problems-found", json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(FakeNode.Peer, json.GetProperty("peer").GetString());
        Assert.Equal("doctor bakery", api.Node.Calls[^1]);
    }

    [Fact]
    public async Task An_unknown_peer_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(ExitCode.Refused, (await CliRun.OfAsync(api.Folder, "doctor", "nobody")).ExitCode);
    }

    [Fact]
    public async Task A_node_finds_what_there_is_and_asks_nobody_outside_from_loopback()
    {
        await using var node = await RealNode.StartAsync();
        var checks = (await node.Api.DiagnoseAsync(null)).Value!.Checks.ToDictionary(c => c.Check);
        Assert.Equal(
            ["address outside", "breakers", "clock", "configuration", "disk", "journal", "keys", "locked memory", "nat", "process", "quic", "relay"],
            checks.Keys.Order());
        Assert.Contains(node.Address, checks["configuration"].Text, StringComparison.Ordinal);
        Assert.Equal(["skipped", "skipped", "skipped"], new[] { "address outside", "nat", "relay" }.Select(c => checks[c].Outcome));
        Assert.Equal("ok", checks["journal"].Outcome);
        Assert.Contains("session key is 0 days old", checks["keys"].Text, StringComparison.Ordinal);
        Assert.Equal("ok", checks["breakers"].Outcome);
    }

    [Fact]
    public async Task A_peer_that_is_there_is_reached_and_one_that_is_gone_is_not_and_why()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        await bob.KnowsAsync(alice, "alice");
        var well = (await alice.Api.DiagnoseAsync("bob")).Value!;
        Assert.Equal(bob.Id, well.Peer);
        Assert.Equal("ok", Result(well, "path tls"));
        Assert.Equal("ok", Result(well, "breaker"));
        Assert.Equal("warning", Result(well, "trust"));

        await bob.StopAsync();
        var ill = (await alice.Api.DiagnoseAsync("bob")).Value!;
        Assert.False(ill.Ok);
        Assert.Contains("can't be reached", ill.Checks.Single(c => c.Check == "path tls").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_does_not_know_this_node_says_so()
    {
        await using var alice = await RealNode.StartAsync();
        await using var bob = await RealNode.StartAsync();
        await alice.KnowsAsync(bob, "bob");
        var path = (await alice.Api.DiagnoseAsync("bob")).Value!.Checks.Single(c => c.Check == "path tls");
        Assert.Equal("problem", path.Outcome);
        Assert.Contains("The peer refused us", path.Text, StringComparison.Ordinal);
        Assert.Contains($"cpc peer add {alice.Id}@", path.Remedy, StringComparison.Ordinal);
    }

    private static string Result(DoctorView view, string check) => view.Checks.Single(c => c.Check == check).Outcome;
}
