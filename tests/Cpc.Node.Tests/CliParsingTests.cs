using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>Help and wrong usage, for every command.</summary>
public class CliParsingTests
{
    public static TheoryData<string> EveryCommand()
    {
        var paths = new TheoryData<string>();
        foreach (var command in CpcCommandLine.Commands())
        {
            paths.Add(command.Name);
            foreach (var child in command.Subcommands) paths.Add($"{command.Name} {child.Name}");
        }

        return paths;
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public async Task Help_has_an_example_and_the_exit_codes(string path)
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, [.. path.Split(' '), "--help"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains($"Examples:\n  cpc {path}", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("3 the node is not running", run.Out, StringComparison.Ordinal);
        Assert.Contains("--json", run.Out, StringComparison.Ordinal);
        Assert.Contains("--data", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("surprise")]
    [InlineData("peer")]
    [InlineData("peer surprise")]
    [InlineData("peer add")]
    [InlineData("show")]
    [InlineData("send invoice.xml")]
    [InlineData("send --to bakery")]
    [InlineData("reject 12 --text x")]
    [InlineData("consent grant bakery --kind quote")]
    [InlineData("consent grant bakery --basis whim")]
    [InlineData("consent grant bakery --until 31.12.2027")]
    [InlineData("list --surprise")]
    [InlineData("invoice")]
    [InlineData("invoice list --limit 0")]
    [InlineData("invoice list --limit 1001")]
    [InlineData("invoice list --from 31.12.2026")]
    [InlineData("invoice list --min 1,5")]
    [InlineData("invoice list --max 1e3")]
    [InlineData("invoice list --direction up")]
    public async Task Wrong_usage_is_2_in_words_and_as_json(string line)
    {
        using var folder = new TempFolder();
        var words = await CliRun.OfAsync(folder, line.Split(' '));
        Assert.Equal(ExitCode.Usage, words.ExitCode);
        Assert.Empty(words.Out);
        Assert.Contains("--help", words.Error, StringComparison.Ordinal);

        var json = await CliRun.OfAsync(folder, [.. line.Split(' '), "--json"]);
        Assert.Equal(ExitCode.Usage, json.ExitCode);
        Assert.Equal("usage", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(json.Error);
    }

    [Fact]
    public async Task An_empty_argument_is_wrong_usage()
    {
        using var folder = new TempFolder();
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(folder, "show", " ")).ExitCode);
        foreach (var option in new[] { "--partner", "--text", "--status", "--from", "--min" })
            Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(folder, "invoice", "list", option, "")).ExitCode);
    }

    [Fact]
    public async Task Cpc_alone_is_help()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(folder, "--json")).ExitCode);
    }
}
