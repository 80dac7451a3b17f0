using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>cpc invoice import: a folder's documents, each once.</summary>
public class InvoiceImportTests
{
    private static async Task<string> FillAsync(RunningApi api, int good, int bad = 0)
    {
        var folder = Directory.CreateDirectory(api.Folder.File("outgoing")).FullName;
        for (var i = 0; i < good; i++) await File.WriteAllTextAsync(Path.Combine(folder, $"{i:00000}.xml"), $"<Invoice>{i}</Invoice>");
        for (var i = 0; i < bad; i++) await File.WriteAllTextAsync(Path.Combine(folder, $"bad-{i}.xml"), "no xml");
        return folder;
    }

    [Fact]
    public async Task All_files_are_handed_in_and_a_second_run_sends_nothing_again()
    {
        await using var api = await RunningApi.StartAsync();
        var folder = await FillAsync(api, 70);
        var first = await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "bakery", "--json");
        Assert.Equal((ExitCode.Done, ""), (first.ExitCode, first.Error));
        Assert.Equal((70, 70, 0, 0), Numbers(first));
        Assert.False(first.Json.TryGetProperty("error", out _));

        await File.WriteAllTextAsync(Path.Combine(folder, "late.xml"), "<Invoice>late</Invoice>");
        Assert.Equal((71, 1, 70, 0), Numbers(await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "bakery", "--json")));
    }

    [Fact]
    public async Task Refused_files_are_listed_each_with_its_reason_and_hold_up_no_other()
    {
        await using var api = await RunningApi.StartAsync();
        var folder = await FillAsync(api, 5, bad: 2);
        var json = await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "bakery", "--json");
        Assert.Equal((ExitCode.Refused, ""), (json.ExitCode, json.Error));
        Assert.Equal((7, 5, 0, 2), Numbers(json));
        Assert.Equal("BR-CO-15", json.Json.GetProperty("failed")[1].GetProperty("error").GetProperty("details")[0].GetProperty("rule").GetString());

        var words = await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "bakery");
        Assert.Equal(ExitCode.Refused, words.ExitCode);
        Assert.Contains("bad-0.xml: The document breaks rules.", words.Error, StringComparison.Ordinal);
        Assert.Contains("bad-1.xml: ", words.Error, StringComparison.Ordinal);
        Assert.Matches("refused +2", words.Out);
    }

    [Fact]
    public async Task A_terminal_sees_a_bar_and_a_log_sees_lines()
    {
        await using var api = await RunningApi.StartAsync();
        var folder = await FillAsync(api, 1100);
        var log = await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "bakery", "--parallel", "64");
        Assert.Equal("1000 of 1100", log.Error.Trim());
        var bar = await CliRun.WithErrorTerminalAsync(api.Folder, "invoice", "import", folder, "--to", "bakery", "--parallel", "64");
        Assert.Contains("[", bar.Error, StringComparison.Ordinal);
        Assert.Contains(" of 1100", bar.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", bar.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partner_that_is_not_in_the_book_gets_nothing()
    {
        await using var api = await RunningApi.StartAsync();
        var folder = await FillAsync(api, 3);
        var run = await CliRun.OfAsync(api.Folder, "invoice", "import", folder, "--to", "butcher", "--json");
        Assert.Equal((ExitCode.Refused, "unknown-peer"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal((3, 0, 0, 3), Numbers(run));
    }

    [Theory]
    [InlineData("invoice import . --to bakery --parallel 0", ExitCode.Usage)]
    [InlineData("invoice import .", ExitCode.Usage)]
    [InlineData("invoice export out", ExitCode.Usage)]
    [InlineData("invoice export out --from 2026-01-02 --to 2026-01-01", ExitCode.Usage)]
    public async Task Wrong_usage_is_2(string line, int code)
    {
        using var folder = new TempFolder();
        Assert.Equal(code, (await CliRun.OfAsync(folder, line.Split(' '))).ExitCode);
        Assert.False(Directory.Exists("out"));
    }

    private static (int Files, int Sent, int Already, int Failed) Numbers(CliRun run) => (
        run.Json.GetProperty("files").GetInt32(), run.Json.GetProperty("sent").GetInt32(),
        run.Json.GetProperty("already").GetInt32(), run.Json.GetProperty("failed").GetArrayLength());
}
