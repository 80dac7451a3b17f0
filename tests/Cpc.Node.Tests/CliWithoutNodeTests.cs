using Cpc.Node.Cli;

namespace Cpc.Node.Tests;

/// <summary>Commands when there is no node, or it doesn't run.</summary>
public class CliWithoutNodeTests
{
    public static TheoryData<string> Commands => new(
        "status", "peer list", "peer invite", "dht status", "dht lookup bakery", "dht peers", "peer add a@b:1", "peer verify a", "peer verify a --digits 1", "consent list", "consent grant bakery", "consent revoke 0198f3a2-0000-7000-8000-000000000001",
        "list", "invoice list", "invoice show 12", "invoice rebuild", "show 12", "accept 12", "reject 12 --reason PRI", "audit verify");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_folder_without_a_node_is_4_and_names_init(string line)
    {
        using var folder = new TempFolder();
        var words = await CliRun.OfAsync(folder, line.Split(' '));
        Assert.Equal(ExitCode.NotInitialized, words.ExitCode);
        Assert.Contains("cpc init", words.Error, StringComparison.Ordinal);
        Assert.Empty(words.Out);
        var json = await CliRun.OfAsync(folder, [.. line.Split(' '), "--json"]);
        Assert.Equal("not-initialized", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, json.Json.GetProperty("error").GetProperty("details").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_node_that_does_not_run_is_3_and_names_run(string line)
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        var words = await CliRun.OfAsync(folder, line.Split(' '));
        Assert.Equal(ExitCode.NotRunning, words.ExitCode);
        Assert.Contains("cpc run", words.Error, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(folder, [.. line.Split(' '), "--json"]);
        Assert.Equal("not-running", json.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Send_needs_a_running_node_too()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("a.xml"), "<Invoice/>");
        Assert.Equal(ExitCode.NotInitialized, (await CliRun.OfAsync(folder, "send", folder.File("a.xml"), "--to", "bakery")).ExitCode);
        await CliRun.OfAsync(folder, "init");
        Assert.Equal(ExitCode.NotRunning, (await CliRun.OfAsync(folder, "send", folder.File("a.xml"), "--to", "bakery")).ExitCode);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_3()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        await File.WriteAllTextAsync(folder.Node.Socket, "");
        Assert.Equal(ExitCode.NotRunning, (await CliRun.OfAsync(folder, "status")).ExitCode);
    }

    [Fact]
    public async Task Init_makes_a_node_whose_id_can_be_read()
    {
        using var folder = new TempFolder();
        var init = await CliRun.OfAsync(folder, "init", "--json");
        Assert.Equal(ExitCode.Done, init.ExitCode);
        var id = await CliRun.OfAsync(folder, "id");
        Assert.Equal(init.Json.GetProperty("id").GetString(), id.Out.Trim());
        Assert.Equal(56, id.Out.Trim().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    public async Task A_passphrase_is_neither_nothing_nor_typed_where_it_shows(string file)
    {
        using var folder = new TempFolder();
        foreach (var command in new[] { "init", "id", "run" })
            Assert.Equal(command == "init" ? ExitCode.Usage : ExitCode.NotInitialized, (await CliRun.OfAsync(folder, command, "--passphrase-file", file)).ExitCode);
        await CliRun.OfAsync(folder, "init");
        foreach (var command in new[] { "id", "run" })
            Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(folder, command, "--passphrase-file", file)).ExitCode);
    }

    [Fact]
    public async Task A_second_init_is_refused_and_leaves_the_keys()
    {
        using var folder = new TempFolder();
        var before = await CliRun.OfAsync(folder, "init", "--json");
        var again = await CliRun.OfAsync(folder, "init");
        Assert.Equal(ExitCode.Refused, again.ExitCode);
        Assert.Contains("already", again.Error, StringComparison.Ordinal);
        Assert.Equal(before.Json.GetProperty("id").GetString(), (await CliRun.OfAsync(folder, "id")).Out.Trim());
    }

    [Fact]
    public async Task A_folder_that_others_can_enter_is_refused()
    {
        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var run = await CliRun.OfAsync(folder, "init");
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("chmod 700", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_key_file_is_told_without_a_stack_trace()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        await File.WriteAllTextAsync(folder.Node.KeyFile, "damaged");
        var run = await CliRun.OfAsync(folder, "id");
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("damaged", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Cpc.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_name_does_not_fall_back_to_another_node()
    {
        using var folder = new TempFolder();
        await CliRun.OfAsync(folder, "init");
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(folder, "id", "--data", "")).ExitCode);
    }

    [Fact]
    public async Task A_folder_whose_path_is_too_long_for_a_socket_is_refused_before_there_are_keys()
    {
        using var folder = new TempFolder();
        var run = await CliRun.OfAsync(folder, "init", "--json", "--data", folder.File(new string('a', 100)));
        Assert.Equal("path-too-long", run.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Without_a_home_the_folder_must_be_named()
    {
        using var folder = new TempFolder();
        using var error = new StringWriter();
        var environment = CliRun.Environment(folder, TextWriter.Null, error, new FakeNode()) with { Variable = _ => null };
        Assert.Equal(ExitCode.Usage, await CpcCommandLine.RunAsync(["id"], environment));
        Assert.Contains("--data", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_the_option_then_CPC_DATA_then_XDG_then_home()
    {
        var variables = new Dictionary<string, string> { ["CPC_DATA"] = "/a", ["XDG_DATA_HOME"] = "/b", ["HOME"] = "/c" };
        Assert.Equal("/o", DataFolder.Resolve("/o", variables.GetValueOrDefault).Path);
        Assert.Equal("/a", DataFolder.Resolve(null, variables.GetValueOrDefault).Path);
        variables.Remove("CPC_DATA");
        Assert.Equal("/b/cpc", DataFolder.Resolve(null, variables.GetValueOrDefault).Path);
        variables["XDG_DATA_HOME"] = "relative";
        Assert.Equal("/c/.local/share/cpc", DataFolder.Resolve(null, variables.GetValueOrDefault).Path);
    }
}
