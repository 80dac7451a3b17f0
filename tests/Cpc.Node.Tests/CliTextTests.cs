namespace Cpc.Node.Tests;

/// <summary>Tables: whole when redirected, fitted on a terminal, harmless always.</summary>
public class CliTextTests
{
    [Fact]
    public async Task Redirected_tables_are_plain_whole_lines()
    {
        await using var api = await RunningApi.StartAsync();
        foreach (var line in new[] { "list", "peer list", "consent list" })
        {
            var run = await CliRun.OfAsync(api.Folder, line.Split(' '));
            var lines = run.Out.TrimEnd('\n').Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.All(lines, l => Assert.Equal(l.TrimEnd(), l));
            Assert.DoesNotContain('\x1b', run.Out);
        }

        Assert.Contains(FakeNode.Peer, (await CliRun.OfAsync(api.Folder, "peer", "list")).Out, StringComparison.Ordinal);
        Assert.Contains(FakeNode.Document.ToString(), (await CliRun.OfAsync(api.Folder, "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_short_ids()
    {
        await using var api = await RunningApi.StartAsync();
        var narrow = await CliRun.OfAsync(api.Folder, terminal: true, width: 100, ["peer", "list"]);
        Assert.DoesNotContain(FakeNode.Peer, narrow.Out, StringComparison.Ordinal);
        Assert.Contains(FakeNode.Peer[..10], narrow.Out, StringComparison.Ordinal);
        Assert.Contains(FakeNode.Peer, (await CliRun.OfAsync(api.Folder, terminal: true, width: 200, ["peer", "list"])).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001b[31mred")]
    [InlineData("a\u202eb")]
    [InlineData("a\u009bb")]
    [InlineData("a\nb")]
    [InlineData("[red]markup[/]")]
    public async Task Text_of_a_peer_does_not_steer_the_terminal(string number)
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Number = number });
        foreach (var line in new[] { "list", "show 0198f3a2" })
        {
            var run = await CliRun.OfAsync(api.Folder, terminal: true, width: 200, line.Split(' '));
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotContain(run.Out, c => c is '\u202e' or '\u009b' || (char.IsControl(c) && c is not ('\n' or '\r')));
        }
    }
}
