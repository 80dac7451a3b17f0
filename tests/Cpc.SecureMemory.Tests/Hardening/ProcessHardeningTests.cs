namespace Cpc.SecureMemory.Tests;

public class ProcessHardeningTests
{
    [SkippableFact]
    public async Task A_hardened_process_is_hidden_from_programs_of_its_own_user()
    {
        var child = await Child.RunUnprivileged(8 << 20, new() { ["DOTNET_EnableDiagnostics"] = "0" }, "harden", "apply");
        Assert.Equal(["complete", "hidden"], child.Lines[..2]);
        Assert.All(child.Lines[2..], l => Assert.StartsWith("ok: ", l, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<HardeningMeasure>().Length, child.Lines.Length - 2);
    }

    [SkippableFact]
    public async Task A_process_that_is_not_says_so_with_remedies()
    {
        var child = await Child.RunUnprivileged(64 << 10, [], "harden", "inspect");
        Assert.Equal(["incomplete", "visible"], child.Lines[..2]);
        var missing = child.Lines[2..];
        Assert.All(missing, l => Assert.StartsWith("missing: ", l, StringComparison.Ordinal));
        Assert.Contains("LimitCORE=0", missing[0], StringComparison.Ordinal);
        Assert.Contains("ptrace_scope", missing[1], StringComparison.Ordinal);
        Assert.Contains("dotnet-diagnostic-", missing[2], StringComparison.Ordinal);
        Assert.Contains("DOTNET_EnableDiagnostics=0", missing[2], StringComparison.Ordinal);
        Assert.Contains("only 64 KiB", missing[3], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Hardening_alone_does_not_close_the_diagnostic_port()
    {
        var child = await Child.RunUnprivileged(8 << 20, [], "harden", "apply");
        Assert.Equal(["incomplete", "hidden"], child.Lines[..2]);
        Assert.StartsWith("missing: ", Assert.Single(child.Lines, l => l.Contains("diagnostic", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_crash_dump_of_the_runtime_is_reported()
    {
        var child = await Child.RunUnprivileged(8 << 20, new() { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_DbgEnableMiniDump"] = "1" }, "harden", "apply");
        Assert.Equal("incomplete", child.Lines[0]);
        Assert.Contains("DOTNET_DbgEnableMiniDump", child.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_changes_nothing_and_finds_each_measure()
    {
        var before = ProcessHardening.Inspect(0).ToString();
        var report = ProcessHardening.Inspect(0);
        Assert.Equal(before, report.ToString());
        foreach (var measure in Enum.GetValues<HardeningMeasure>())
        {
            var finding = report[measure];
            Assert.Equal(finding.Achieved, finding.Remedy is null);
        }
    }
}
