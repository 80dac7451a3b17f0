using System.Net;
using Cpc.Node.Cli;
using Cpc.Node.Cli.Rendering;
using Cpc.Node.Composition;

namespace Cpc.Node.Tests;

/// <summary>'cpc peer invite' and 'cpc dht'.</summary>
public class DiscoveryCommandTests
{
    [Fact]
    public async Task An_invite_is_a_link_and_a_code_of_the_same()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "peer", "invite");
        Assert.Contains($"\n{FakeNode.Link}\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', QrMatrix.Lines(QrMatrix.Of(FakeNode.Link.ToUpperInvariant()), dark: true).Select(l => l.TrimEnd())), run.Out, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:7443", run.Out, StringComparison.Ordinal);
        var json = (await CliRun.OfAsync(api.Folder, "peer", "invite", "--no-address", "--json")).Json;
        Assert.Equal((FakeNode.Link, 0, 1), (json.GetProperty("link").GetString(), json.GetProperty("addresses").GetArrayLength(), json.GetProperty("bootstrap").GetArrayLength()));
    }

    [Fact]
    public async Task A_node_that_can_t_be_found_gives_no_invite()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Empty = true });
        var run = await CliRun.OfAsync(api.Folder, "peer", "invite");
        Assert.Equal((ExitCode.Refused, ""), (run.ExitCode, run.Out));
        Assert.Contains("knows no address", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_of_discovery_is_told()
    {
        await using var api = await RunningApi.StartAsync();
        var run = await CliRun.OfAsync(api.Folder, "dht", "status");
        foreach (var part in new[] { "joined, published", "about 40 nodes", "2 records", "127.0.0.1:7443", "RecordSignature" }) Assert.Contains(part, run.Out, StringComparison.Ordinal);
        Assert.Equal(40, (await CliRun.OfAsync(api.Folder, "dht", "status", "--json")).Json.GetProperty("nodes").GetInt64());
        await using var off = await RunningApi.StartAsync(new FakeNode { Empty = true });
        Assert.Contains("off", (await CliRun.OfAsync(off.Folder, "dht", "status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_is_looked_up_and_one_that_is_not_found_is_a_failure()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Contains("127.0.0.1:7444", (await CliRun.OfAsync(api.Folder, "dht", "lookup", "bakery")).Out, StringComparison.Ordinal);
        var run = await CliRun.OfAsync(api.Folder, "dht", "lookup", "nobody", "--json");
        Assert.Equal((ExitCode.Refused, "unknown-record"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(ExitCode.Usage, (await CliRun.OfAsync(api.Folder, "dht", "lookup", "")).ExitCode);
        await (await api.GetAsync("/v1/dht/lookup")).IsProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        await (await api.GetAsync("/v1/dht/lookup?peer=nobody")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-record");
    }

    [Fact]
    public async Task The_nodes_known_are_listed()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Contains(FakeNode.Peer, (await CliRun.OfAsync(api.Folder, "dht", "peers")).Out, StringComparison.Ordinal);
        await using var empty = await RunningApi.StartAsync(new FakeNode { Empty = true });
        var run = await CliRun.OfAsync(empty.Folder, "dht", "peers");
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Out.Trim()));
        Assert.Contains("Nobody yet", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DhtServe", "on", "cpc.dht.serve = on")]
    [InlineData("DhtBootstrap", "a@b:1, c@[::1]:2", "cpc.dht.bootstrap = [\"a@b:1\", \"c@[::1]:2\"]")]
    [InlineData("DhtAdvertise", "192.0.2.7:4747", "cpc.dht.advertise = [\"192.0.2.7:4747\"]")]
    public void A_container_s_environment_tells_what_it_serves(string setting, string value, string hocon)
    {
        using var folder = new TempFolder();
        Assert.Contains(hocon, NodeSettings.Load(folder.Node, new Dictionary<string, string?> { [setting] = value }).Options.Hocon, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DhtServe", "often")]
    [InlineData("DhtBootstrap", "a\"]\nakka.loglevel=off")]
    [InlineData("DhtAdvertise", "a b\n:1")]
    public void What_is_no_address_gets_into_no_configuration(string setting, string value)
    {
        using var folder = new TempFolder();
        Assert.Contains(setting, Assert.Throws<SettingException>(() => NodeSettings.Load(folder.Node, new Dictionary<string, string?> { [setting] = value })).Message, StringComparison.Ordinal);
    }
}
