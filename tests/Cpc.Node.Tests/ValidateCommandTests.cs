using System.Text.Json;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>'cpc validate' needs no node, and its exit code is 0 only if every file is valid.</summary>
public class ValidateCommandTests
{
    [Fact]
    public async Task Valid_files_are_0_in_words_and_as_json()
    {
        using var folder = new TempFolder();
        var words = await CliRun.OfAsync(folder, "validate", Sample("invoice.xml"), Sample("credit-note.xml"));
        Assert.Equal(ExitCode.Done, words.ExitCode);
        Assert.Contains("MB-2026-0042", words.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("INVALID", words.Out, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(folder, "validate", Sample("invoice.xml"), "--json");
        Assert.Equal((ExitCode.Done, ""), (json.ExitCode, json.Error));
        Assert.True(json.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(("invoice", "MB-2026-0042"), (Text(json.Json.GetProperty("files")[0], "kind"), Text(json.Json.GetProperty("files")[0], "number")));
        Assert.False(json.Json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_quotation_is_judged_as_a_quote()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, "validate", Sample("quote.xml"), "--json");
        Assert.Equal((ExitCode.Done, "quote"), (run.ExitCode, Text(run.Json.GetProperty("files")[0], "kind")));
        await File.WriteAllTextAsync(folder.File("late.xml"), (await File.ReadAllTextAsync(Sample("quote.xml"))).Replace("2026-02-12", "2025-02-12", StringComparison.Ordinal));
        var late = await CliRun.OfAsync(folder, "validate", folder.File("late.xml"), "--json");
        Assert.Equal((ExitCode.Refused, "CPC-QUOTE-VALIDITY"), (late.ExitCode, Text(late.Json.GetProperty("files")[0].GetProperty("findings")[0], "rule")));
    }

    [Fact]
    public async Task A_broken_rule_is_1_and_says_rule_field_value_and_remedy()
    {
        using var folder = new TempFolder();
        var file = await WriteAsync(folder, "bad.xml", "<cbc:PayableAmount currencyID=\"EUR\">4039.21", "<cbc:PayableAmount currencyID=\"EUR\">4039.22");
        var words = await CliRun.OfAsync(folder, "validate", file);
        Assert.Equal(ExitCode.Refused, words.ExitCode);
        foreach (var part in (string[])["INVALID", "BR-CO-16", "BT-115", "4039.22", "Calculated: 4039.21."]) Assert.Contains(part, words.Out, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(folder, "validate", file, Sample("invoice.xml"), "--json");
        Assert.Equal((ExitCode.Refused, ""), (json.ExitCode, json.Error));
        Assert.Equal("invalid-document", Text(json.Json.GetProperty("error"), "code"));
        var (bad, good) = (json.Json.GetProperty("files")[0], json.Json.GetProperty("files")[1]);
        Assert.Equal((false, true), (bad.GetProperty("valid").GetBoolean(), good.GetProperty("valid").GetBoolean()));
        var finding = bad.GetProperty("findings")[0];
        Assert.Equal(("error", "BR-CO-16", "BT-115", "4039.22"), (Text(finding, "severity"), Text(finding, "rule"), Text(finding, "field"), Text(finding, "value")));
    }

    [Fact]
    public async Task A_warning_leaves_a_file_valid()
    {
        using var folder = new TempFolder();
        var file = await WriteAsync(folder, "warned.xml", "<cbc:PriceAmount currencyID=\"EUR\">85", "<cbc:PriceAmount currencyID=\"EUR\">86");
        var run = await CliRun.OfAsync(folder, "validate", file);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("CPC-LINE-NET", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_folder_every_xml_file_is_taken_and_links_are_not_followed()
    {
        using var folder = new TempFolder();
        var deep = Directory.CreateDirectory(Path.Combine(folder.Path, "docs", "2026")).FullName;
        File.Copy(Sample("invoice.xml"), Path.Combine(deep, "b.XML"));
        File.Copy(Sample("invoice.xml"), Path.Combine(folder.Path, "docs", "a.xml"));
        await File.WriteAllTextAsync(Path.Combine(deep, "notes.txt"), "not a document");
        Directory.CreateSymbolicLink(Path.Combine(deep, "loop"), folder.Path);
        var run = await CliRun.OfAsync(folder, "validate", Path.Combine(folder.Path, "docs"), "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["b.XML", "a.xml"], run.Json.GetProperty("files").EnumerateArray().Select(f => Path.GetFileName(Text(f, "file"))));
    }

    [Fact]
    public async Task A_folder_without_documents_is_1_so_that_a_wrong_name_is_not_taken_for_success()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, "validate", folder.Path, "--json");
        Assert.Equal((ExitCode.Refused, "no-documents"), (run.ExitCode, Text(run.Json.GetProperty("error"), "code")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_1_and_the_others_are_judged()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, "validate", folder.File("none.xml"), Sample("invoice.xml"), "--json");
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Equal("unreadable-file", Text(run.Json.GetProperty("files")[0].GetProperty("error"), "code"));
        Assert.True(run.Json.GetProperty("files")[1].GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Many_files_have_a_bar_where_someone_sees_it_and_none_elsewhere()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 60; i++) File.Copy(Sample("invoice.xml"), folder.File($"{i:00}.xml"));
        Assert.DoesNotContain("#", (await CliRun.OfAsync(folder, "validate", folder.Path)).Error, StringComparison.Ordinal);
        var seen = await CliRun.WithErrorTerminalAsync(folder, "validate", folder.Path);
        Assert.Contains("of 60", seen.Error, StringComparison.Ordinal);
        // All are valid, and sixty rows would tell no more than one line.
        Assert.Equal("", seen.Out);
        Assert.EndsWith("All 60 files are valid.", seen.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("[", (await CliRun.WithErrorTerminalAsync(folder, "validate", folder.Path, "--json")).Error, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static async Task<string> WriteAsync(TempFolder folder, string name, string old, string replacement)
    {
        var xml = await File.ReadAllTextAsync(Sample("invoice.xml"));
        Assert.Contains(old, xml, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File(name), xml.Replace(old, replacement, StringComparison.Ordinal));
        return folder.File(name);
    }
}
