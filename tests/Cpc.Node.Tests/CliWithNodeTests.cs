using System.Text.Json;
using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>Commands against a running API.</summary>
public class CliWithNodeTests
{
    public static TheoryData<string> Accepted => new(
        "status", "peer list", "peer invite", "peer invite --no-address", "dht status", "dht lookup bakery", "dht peers", "peer add a@b:1 --name bakery --replace", "peer verify bakery", "peer verify bakery --words zebra", $"peer verify bakery --qr {FakeNode.Code}", "consent list", "consent grant bakery --kind invoice", "consent revoke 0198f3a2 --reason over",
        "list", "list --status received", "show 0198f3a2", "accept 0198f3a2", "reject 0198f3a2 --reason pri", "audit verify");

    public static TheoryData<string, string> Refused => new()
    {
        { "peer add nonsense", "invalid-peer" },
        { "peer verify nobody", "unknown-peer" },
        { "peer verify nobody --words zebra", "unknown-peer" },
        { "peer verify bakery --digits 1", "safety-number-differs" },
        { "consent grant nobody", "unknown-peer" },
        { "consent revoke ffff", "unknown-consent" },
        { "consent revoke 00000000-0000-0000-0000-000000000000", "unknown-consent" },
        { "show ffff", "unknown-document" },
        { "show ../node", "unknown-document" },
        { "show ffff --ubl --out never.xml", "unknown-document" },
        { "show ffff --original --out never.cbor", "unknown-document" },
        { "accept ffff", "unknown-document" },
        { "reject 0198f3a2 --reason QTY", "already-answered" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_the_node_accepts_is_0_in_words_and_as_json(string line)
    {
        await using var api = await RunningApi.StartAsync();
        var words = await CliRun.OfAsync(api.Folder, line.Split(' '));
        Assert.Equal((ExitCode.Done, ""), (words.ExitCode, words.Error));
        Assert.NotEmpty(words.Out);
        var json = await CliRun.OfAsync(api.Folder, [.. line.Split(' '), "--json"]);
        Assert.Equal((ExitCode.Done, ""), (json.ExitCode, json.Error));
        Assert.NotEqual(JsonValueKind.Undefined, json.Json.ValueKind);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_node_refuses_is_1_in_words_and_as_json(string line, string code)
    {
        await using var api = await RunningApi.StartAsync();
        var words = await CliRun.OfAsync(api.Folder, line.Split(' '));
        Assert.Equal((ExitCode.Refused, ""), (words.ExitCode, words.Out));
        Assert.StartsWith("cpc: ", words.Error, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(api.Folder, [.. line.Split(' '), "--json"]);
        Assert.Equal((ExitCode.Refused, ""), (json.ExitCode, json.Error));
        Assert.Equal(code, json.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Files_are_sent_and_a_bad_one_does_not_hold_up_the_others()
    {
        await using var api = await RunningApi.StartAsync();
        await File.WriteAllTextAsync(api.Folder.File("a.xml"), "no xml");
        await File.WriteAllTextAsync(api.Folder.File("b.xml"), "<Invoice/>");
        string[] line = ["send", api.Folder.File("a.xml"), api.Folder.File("b.xml"), api.Folder.File("none.xml"), "--to", "bakery"];

        var json = await CliRun.OfAsync(api.Folder, [.. line, "--json"]);
        Assert.Equal((ExitCode.Refused, ""), (json.ExitCode, json.Error));
        Assert.Equal(1, json.Json.GetProperty("sent").GetArrayLength());
        Assert.Equal(2, json.Json.GetProperty("failed").GetArrayLength());
        Assert.Equal("invalid-document", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("BR-CO-15", json.Json.GetProperty("error").GetProperty("details")[0].GetProperty("rule").GetString());

        var words = await CliRun.OfAsync(api.Folder, line);
        Assert.Contains("BR-CO-15 BT-112", words.Error, StringComparison.Ordinal);
        Assert.Contains("none.xml: There is no such file", words.Error, StringComparison.Ordinal);
        Assert.Contains(FakeNode.Document.ToString(), words.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sent_file_alone_has_no_error()
    {
        await using var api = await RunningApi.StartAsync();
        await File.WriteAllTextAsync(api.Folder.File("b.xml"), "<Invoice/>");
        var run = await CliRun.OfAsync(api.Folder, "send", api.Folder.File("b.xml"), "--to", "bakery", "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.False(run.Json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await File.WriteAllBytesAsync(api.Folder.File("big.xml"), new byte[Api.ApiLimits.BodyBytes + 1]);
        var run = await CliRun.OfAsync(api.Folder, "send", api.Folder.File("big.xml"), "--to", "bakery", "--json");
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Equal("too-large", run.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(api.Node.Calls);
    }

    [Fact]
    public async Task A_document_is_written_as_UBL_to_the_output_or_into_a_new_file()
    {
        await using var api = await RunningApi.StartAsync();
        var printed = await CliRun.OfAsync(api.Folder, "show", "0198f3a2", "--ubl");
        Assert.Equal((ExitCode.Done, "<Invoice>Bäckerei</Invoice>\n"), (printed.ExitCode, printed.Out));

        var file = api.Folder.File("out.xml");
        var written = await CliRun.OfAsync(api.Folder, "show", "0198f3a2", "--ubl", "--out", file, "--json");
        Assert.Equal((ExitCode.Done, 29), (written.ExitCode, written.Json.GetProperty("bytes").GetInt32()));
        Assert.Equal("<Invoice>Bäckerei</Invoice>\n", await File.ReadAllTextAsync(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await File.WriteAllTextAsync(file, "precious");
        var again = await CliRun.OfAsync(api.Folder, "show", "0198f3a2", "--ubl", "--out", file);
        Assert.Equal(ExitCode.Refused, again.ExitCode);
        Assert.Equal("precious", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_document_is_written_byte_for_byte_as_it_came()
    {
        await using var api = await RunningApi.StartAsync();
        var file = api.Folder.File("as-received.cbor");
        var written = await CliRun.OfAsync(api.Folder, "show", "0198f3a2", "--original", "--out", file, "--json");
        Assert.Equal((ExitCode.Done, 4), (written.ExitCode, written.Json.GetProperty("bytes").GetInt32()));
        Assert.Equal(FakeNode.Original, await File.ReadAllBytesAsync(file));
        Assert.Equal(ExitCode.Refused, (await CliRun.OfAsync(api.Folder, "show", "0198f3a2", "--original", "--out", file)).ExitCode);
    }

    [Theory]
    [InlineData("show 0198f3a2 --out x.xml")]
    [InlineData("show 0198f3a2 --original")]
    [InlineData("show 0198f3a2 --original --ubl --out never.xml")]
    [InlineData("show 0198f3a2 --ubl --json")]
    public async Task UBL_is_asked_for_by_name_and_is_no_json(string line)
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(api.Folder, line.Split(' '))).ExitCode);
        Assert.Empty(api.Node.Calls);
    }

    [Fact]
    public async Task A_day_counts_to_its_end()
    {
        await using var api = await RunningApi.StartAsync();
        await CliRun.OfAsync(api.Folder, "consent", "grant", "bakery", "--until", "2027-12-31");
        Assert.Equal(new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), api.Node.LastRequest!.ValidUntil);
        Assert.Equal("consent", api.Node.LastRequest.LegalBasis);
        await CliRun.OfAsync(api.Folder, "consent", "grant", "bakery", "--until", "2027-12-31T12:00:00+01:00");
        Assert.Equal(new DateTimeOffset(2027, 12, 31, 11, 0, 0, TimeSpan.Zero), api.Node.LastRequest.ValidUntil);
    }

    [Fact]
    public async Task A_broken_audit_chain_is_1_and_still_described()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { AuditHolds = false });
        var json = await CliRun.OfAsync(api.Folder, "audit", "verify", "--json");
        Assert.Equal(ExitCode.Refused, json.ExitCode);
        Assert.Equal("audit-broken", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(4, json.Json.GetProperty("at").GetInt64());
        Assert.Contains("entry 4", (await CliRun.OfAsync(api.Folder, "audit", "verify")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_told_on_standard_error_and_is_empty_json()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Empty = true });
        foreach (var line in new[] { "list", "peer list", "consent list" })
        {
            Assert.StartsWith("No ", (await CliRun.OfAsync(api.Folder, line.Split(' '))).Error, StringComparison.Ordinal);
            Assert.Equal(0, (await CliRun.OfAsync(api.Folder, [.. line.Split(' '), "--json"])).Json.GetArrayLength());
        }
    }

    [Fact]
    public async Task A_mistyped_status_names_those_there_are()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Contains("received", (await CliRun.OfAsync(api.Folder, "list", "--status", "recieved")).Error, StringComparison.Ordinal);
    }
}
