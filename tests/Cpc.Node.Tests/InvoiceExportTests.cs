using System.Text.Json;
using Cpc.Actors.Api;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>cpc invoice export: a period in a new folder, with hashes that hold.</summary>
public class InvoiceExportTests
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] Period = ["--from", "2026-11-01", "--to", "2026-11-30"];

    [Fact]
    public async Task A_period_is_written_with_a_manifest_and_hashes()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Number = "../../etc/x" });
        var folder = api.Folder.File("2026-11");
        var run = await CliRun.OfAsync(api.Folder, ["invoice", "export", folder, "--partner", "bakery", .. Period, "--json"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal((1, 1), (run.Json.GetProperty("documents").GetInt32(), run.Json.GetProperty("files").GetInt32()));
        Assert.True(api.Node.LastQuery! == new DocumentQuery { Partner = "bakery", From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30), Limit = 1000 });

        var name = $"2026-11-24-{FakeNode.Document}.xml";
        Assert.Equal([name, "B3SUMS", "manifest.json"], Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        var sum = FileHash.Of(await File.ReadAllBytesAsync(Path.Combine(folder, name)));
        Assert.Equal($"{sum}  {name}\n", await File.ReadAllTextAsync(Path.Combine(folder, "B3SUMS")));

        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"))).RootElement;
        Assert.Equal((FakeNode.Id, "2026-11-01"), (manifest.GetProperty("node").GetString(), manifest.GetProperty("from").GetString()));
        var file = Assert.Single(manifest.GetProperty("files").EnumerateArray());
        Assert.Equal((name, sum), (file.GetProperty("file").GetString(), file.GetProperty("fileBlake3").GetString()));
        Assert.Equal(new string('a', 64), file.GetProperty("document").GetProperty("blake3").GetString());
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(FileMode | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.All(Directory.EnumerateFiles(folder), f => Assert.Equal(FileMode, File.GetUnixFileMode(f)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_there_is_left_as_it_is(bool isFolder)
    {
        await using var api = await RunningApi.StartAsync();
        var there = api.Folder.File("there");
        if (isFolder) Directory.CreateDirectory(there);
        else await File.WriteAllTextAsync(there, "precious");
        var run = await CliRun.OfAsync(api.Folder, ["invoice", "export", there, .. Period, "--json"]);
        Assert.Equal((ExitCode.Refused, "folder-exists"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
        if (isFolder) Assert.Empty(Directory.EnumerateFileSystemEntries(there));
        else Assert.Equal("precious", await File.ReadAllTextAsync(there));
    }

    [Fact]
    public async Task A_document_that_UBL_can_t_say_is_in_the_manifest_with_the_reason()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { WithoutUbl = true });
        var folder = api.Folder.File("out");
        var run = await CliRun.OfAsync(api.Folder, ["invoice", "export", folder, .. Period, "--json"]);
        Assert.Equal((ExitCode.Refused, "invalid-for-ubl"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"))).RootElement.GetProperty("files")[0];
        Assert.Equal((JsonValueKind.Null, "invalid-for-ubl"), (file.GetProperty("file").ValueKind, file.GetProperty("error").GetProperty("code").GetString()));
    }
}
