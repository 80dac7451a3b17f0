using System.Diagnostics;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>'cpc run' as a process of its own: what protects it, what it says is missing, and its passphrase.</summary>
public sealed class HardenedProcessTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public async Task It_writes_no_core_dump_and_says_when_the_diagnostic_port_is_open(string diagnostics, bool open)
    {
        await CliRun.OfAsync(_folder, "init");
        using var node = Start(diagnostics, "run", "--data", _folder.Path, "--listen", "127.0.0.1:0", "--transport", "tls", "--json");
        try
        {
            await ReadyAsync(node);
            Assert.Contains(File.ReadLines($"/proc/{node.Id}/limits"), l => l.StartsWith("Max core file size", StringComparison.Ordinal) && l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6] is ["0", "0"]);
            Assert.Equal(open, Directory.GetFileSystemEntries(Path.GetTempPath(), $"dotnet-diagnostic-{node.Id}-*").Length > 0);
            var warnings = (await CliRun.OfAsync(_folder, "status", "--json")).Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!).ToList();
            Assert.Equal(open, warnings.Any(w => w.Contains("DOTNET_EnableDiagnostics=0", StringComparison.Ordinal)));
            Assert.DoesNotContain(warnings, w => w.Contains("core dump", StringComparison.Ordinal) || w.Contains("trace", StringComparison.Ordinal));
        }
        finally
        {
            await StopAsync(node);
        }
    }

    [Fact]
    public async Task A_sealed_node_takes_its_passphrase_from_standard_input_and_does_not_start_without()
    {
        var passphrase = _folder.File("passphrase");
        await File.WriteAllTextAsync(passphrase, "correct horse battery\n");
        File.SetUnixFileMode(passphrase, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(ExitCode.Done, (await CliRun.OfAsync(_folder, "init", "--passphrase-file", passphrase)).ExitCode);
        Assert.Equal(ExitCode.Refused, (await CliRun.OfAsync(_folder, "id")).ExitCode);

        using var without = Start("0", "run", "--data", _folder.Path, "--listen", "127.0.0.1:0", "--json");
        var refused = await without.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
        await StopAsync(without);
        Assert.Contains("--passphrase-file", refused, StringComparison.Ordinal);

        using var node = Start("0", "run", "--data", _folder.Path, "--listen", "127.0.0.1:0", "--transport", "tls", "--json", "--passphrase-file", "-");
        try
        {
            await node.StandardInput.WriteAsync("correct horse battery");
            node.StandardInput.Close();
            await ReadyAsync(node);
            Assert.Equal("passphrase", (await CliRun.OfAsync(_folder, "status", "--json")).Json.GetProperty("keyProtection").GetString());
        }
        finally
        {
            await StopAsync(node);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Process Start(string diagnostics, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = diagnostics;
        foreach (var argument in args.Prepend(Path.Combine(AppContext.BaseDirectory, "cpc.dll")).Prepend("exec")) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    // Its ready document ends with a brace at the beginning of a line.
    private static async Task ReadyAsync(Process node)
    {
        while (await node.StandardOutput.ReadLineAsync().WaitAsync(Deadline) is { } line)
        {
            Assert.DoesNotContain("\"error\"", line, StringComparison.Ordinal);
            if (line == "}") return;
        }

        Assert.Fail("It ended before it was ready.");
    }

    private static async Task StopAsync(Process node)
    {
        if (!node.HasExited) node.Kill();
        await node.WaitForExitAsync().WaitAsync(Deadline);
    }
}
