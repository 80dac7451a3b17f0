using System.Text;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>'cpc run' in this process, with the fake node.</summary>
public class RunCommandTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_node_runs_until_it_is_stopped()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        await using var run = await RunningNode.StartAsync(folder);
        Assert.Equal(FakeNode.Id, run.Ready.GetProperty("id").GetString());
        Assert.Equal(ExitCode.Done, (await CliRun.OfAsync(folder, "status")).ExitCode);
        Assert.Equal(ExitCode.Done, await run.StopAsync());
        Assert.Equal(ExitCode.NotRunning, (await CliRun.OfAsync(folder, "status")).ExitCode);
    }

    [Fact]
    public async Task A_second_node_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        await using var first = await RunningNode.StartAsync(folder);
        var second = await CliRun.OfAsync(folder, "run", "--json").WaitAsync(Deadline);
        Assert.Equal(ExitCode.Refused, second.ExitCode);
        Assert.Equal("already-running", second.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(ExitCode.Done, (await CliRun.OfAsync(folder, "status")).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_a_node_is_not_run()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, "run").WaitAsync(Deadline);
        Assert.Equal(ExitCode.NotInitialized, run.ExitCode);
        Assert.Contains("cpc init", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen", "7443")]
    [InlineData("--listen", "host:70000")]
    [InlineData("--transport", "pigeon")]
    [InlineData("--hocon", "/nonexistent/x.hocon")]
    public async Task A_setting_that_can_not_be_used_is_wrong_usage(string option, string value)
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        var run = await CliRun.OfAsync(folder, "run", option, value, "--json").WaitAsync(Deadline);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(value, run.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_can_not_start_says_why_without_a_stack_trace()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        using var output = new StringWriter(new StringBuilder());
        using var error = new StringWriter();
        var environment = CliRun.Environment(folder, output, error, new FakeNode()) with
        {
            AddNode = (_, _) => throw new InvalidOperationException("The port is taken."),
        };
        Assert.Equal(ExitCode.Refused, await CpcCommandLine.RunAsync(["run"], environment).WaitAsync(Deadline));
        Assert.Contains("The port is taken.", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at Cpc.", error.ToString(), StringComparison.Ordinal);
    }
}
