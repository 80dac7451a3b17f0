using System.Diagnostics;
using System.Text.Json;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>The built program, as a shell sees it.</summary>
public class ProcessTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_program_makes_a_node_and_keeps_it_private()
    {
        using var folder = new TempFolder();
        var data = folder.File("data");
        var init = await CpcAsync("init", "--data", data, "--json");
        Assert.Equal(ExitCode.Done, init.ExitCode);
        Assert.Equal(data, init.Json.GetProperty("data").GetString());
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(data));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(data, "keys")));
    }

    [Fact]
    public async Task The_program_exits_with_the_documented_codes()
    {
        using var folder = new TempFolder();
        var status = await CpcAsync("status", "--data", folder.Path);
        Assert.Equal((ExitCode.NotInitialized, ""), (status.ExitCode, status.Out));
        Assert.Contains("cpc init", status.Error, StringComparison.Ordinal);
        await CpcAsync("init", "--data", folder.Path);
        Assert.Equal(ExitCode.NotRunning, (await CpcAsync("status", "--data", folder.Path)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await CpcAsync("surprise")).ExitCode);
        Assert.Equal(ExitCode.Refused, (await CpcAsync("init", "--data", folder.Path)).ExitCode);
        Assert.Equal(ExitCode.Done, (await CpcAsync("--help")).ExitCode);
    }

    [Fact]
    public async Task The_programs_json_is_one_document_on_failure_too()
    {
        using var folder = new TempFolder();
        var run = await CpcAsync("list", "--data", folder.Path, "--json");
        Assert.Equal(JsonValueKind.Object, run.Json.GetProperty("error").ValueKind);
        Assert.Empty(run.Error);
    }

    private static async Task<CliRun> CpcAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in args.Prepend(Path.Combine(AppContext.BaseDirectory, "cpc.dll")).Prepend("exec")) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new CliRun(process.ExitCode, await output, await error);
    }
}
