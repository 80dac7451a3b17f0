using Cpc.Actors.Api;
using Cpc.Node.Cli;
using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Tests;

/// <summary>'cpc peer verify' and what else is said about keys.</summary>
public class PeerVerifyCommandTests
{
    [Fact]
    public async Task Digits_words_and_a_code_are_shown()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "peer", "verify", "bakery");
        Assert.Contains("82651 76596 72312 22077 93250 05897\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("zebra zebra zebra zebra zebra\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', QrMatrix.Lines(QrMatrix.Of(FakeNode.Code), dark: true).Select(l => l.TrimEnd())), run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Contains("--digits", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quoted_number_goes_to_the_node_as_it_is()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "peer", "verify", "bakery", "--digits", FakeNode.Digits, "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.True(run.Json.GetProperty("verified").GetBoolean());
        Assert.Equal("2026-11-24T12:00:00+00:00", run.Json.GetProperty("verifiedSince").GetString());
    }

    [Fact]
    public async Task What_differs_is_told()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "peer", "verify", "bakery", "--digits", "1");
        Assert.Equal((ExitCode.Refused, ""), (run.ExitCode, run.Out));
        Assert.Contains("group 1: it is 2 here (found '1')", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_one_of_the_three_can_be_compared()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "peer", "verify", "bakery", "--digits", "1", "--words", "a");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(api.Node.Calls);
    }

    [Fact]
    public async Task Blocked_peers_and_changed_keys_stand_in_the_list()
    {
        var blocked = new PeerView("id1", "old", "a:1", true, 2, "the peer is blocked.") { BlockedSince = DateTimeOffset.UnixEpoch, ReplacedBy = FakeNode.Peer };
        var changed = new PeerView("id2", "moved", "b:1", true, 1, "KEY CHANGED: ...") { KeyChanged = true, VerifiedSince = DateTimeOffset.UnixEpoch };
        await using var api = await RunningApi.StartAsync(new FakeNode { More = [blocked, changed] });
        var lines = (await CliRun.OfAsync(api.Folder, "peer", "list")).Out.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("id1", StringComparison.Ordinal) && l.Contains(" blocked ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("id2", StringComparison.Ordinal) && l.Contains(" KEY CHANGED  1970-01-01 ", StringComparison.Ordinal));

        var json = (await CliRun.OfAsync(api.Folder, "peer", "list", "--json")).Json;
        Assert.Equal([false, true, false], json.EnumerateArray().Select(p => p.GetProperty("blocked").GetBoolean()));
        Assert.Equal([false, false, true], json.EnumerateArray().Select(p => p.GetProperty("keyChanged").GetBoolean()));
        Assert.Equal([false, false, true], json.EnumerateArray().Select(p => p.GetProperty("verified").GetBoolean()));
    }

    [Fact]
    public async Task Replacing_names_who_was_blocked()
    {
        var blocked = new PeerView("id1", "old", "a:1", true, 2, null) { BlockedSince = DateTimeOffset.UnixEpoch, ReplacedBy = FakeNode.Peer };
        await using var api = await RunningApi.StartAsync(new FakeNode { More = [blocked] });
        var run = await CliRun.OfAsync(api.Folder, "peer", "add", "a@b:1", "--replace");
        Assert.Contains("Blocked in its favour: id1; 2 waiting", run.Out, StringComparison.Ordinal);
        Assert.Contains("consent grant", run.Out, StringComparison.Ordinal);
        Assert.Equal("replace a@b:1", api.Node.Calls[0]);
        Assert.DoesNotContain("Blocked", (await CliRun.OfAsync(api.Folder, "peer", "add", "a@b:1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_stand_in_the_status()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Warnings = ["bob: KEY CHANGED"] });
        var run = await CliRun.OfAsync(api.Folder, "status");
        Assert.Contains("! bob: KEY CHANGED", run.Out, StringComparison.Ordinal);
        Assert.Contains("protected by file mode", run.Out, StringComparison.Ordinal);
        Assert.Equal("bob: KEY CHANGED", (await CliRun.OfAsync(api.Folder, "status", "--json")).Json.GetProperty("warnings")[0].GetString());
    }
}
