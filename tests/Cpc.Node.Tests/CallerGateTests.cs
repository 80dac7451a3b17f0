using System.Diagnostics;
using System.Net;
using Cpc.Node.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cpc.Node.Tests;

/// <summary>The kernel says who calls.</summary>
public class CallerGateTests
{
    private const string Nobody = "65534";

    [SkippableFact]
    public async Task Another_user_is_refused_and_counted()
    {
        Skip.IfNot(Composition.ProcessUser.Id == 0, "Only root can become another user.");
        Skip.IfNot(File.Exists("/usr/bin/setpriv"), "setpriv is not here.");
        Skip.IfNot(File.Exists("/usr/bin/curl"), "curl is not here.");
        await using var api = await RunningApi.StartAsync();

        // The folder and the socket would stop it first; they are opened to reach the check behind them.
        File.SetUnixFileMode(api.Folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(api.Folder.Node.Socket, (UnixFileMode)0b110_110_110);
        var answer = await RequestAsAsync(Nobody, api.Folder.Node.Socket);

        Assert.Contains("not-allowed", answer, StringComparison.Ordinal);
        Assert.EndsWith("403", answer, StringComparison.Ordinal);
        var node = await (await api.GetAsync("/v1/node")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(1, node.GetProperty("refusals").GetProperty("api-caller").GetInt64());
    }

    [SkippableFact]
    public async Task The_same_request_of_the_nodes_user_is_answered()
    {
        Skip.IfNot(Composition.ProcessUser.Id == 0, "Only root can become another user.");
        Skip.IfNot(File.Exists("/usr/bin/setpriv"), "setpriv is not here.");
        Skip.IfNot(File.Exists("/usr/bin/curl"), "curl is not here.");
        await using var api = await RunningApi.StartAsync();
        Assert.EndsWith("200", await RequestAsAsync("0", api.Folder.Node.Socket), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000u, true)]
    [InlineData(0u, true)]
    [InlineData(1001u, false)]
    [InlineData(1002u, true)]
    [InlineData(null, false)]
    public async Task The_nodes_user_root_and_users_with_a_role_are_admitted_and_nobody_else(uint? user, bool admitted)
    {
        var gate = new CallerGate(1000, (caller, _) => Task.FromResult(caller.Name == "uid:1002"), NullLogger<CallerGate>.Instance);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        if (user is { } id) http.Features.Set(new PeerCredentials(id));
        var reached = false;
        await gate.AdmitAsync(http, _ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        Assert.Equal(admitted, reached);
        Assert.Equal(admitted ? 0 : 1, gate.Refused);
        Assert.Equal(admitted ? 200 : 403, http.Response.StatusCode);
    }

    [SkippableFact]
    public async Task A_user_with_a_role_reaches_the_shared_socket_and_no_more_than_the_role_allows()
    {
        Skip.IfNot(Composition.ProcessUser.Id == 0, "Only root can become another user.");
        Skip.IfNot(File.Exists("/usr/bin/setpriv"), "setpriv is not here.");
        Skip.IfNot(File.Exists("/usr/bin/curl"), "curl is not here.");
        var shared = Path.Combine(Path.GetTempPath(), $"cpc-{Guid.NewGuid():N}.sock");
        var node = new FakeNode { Reader = $"uid:{Nobody}" };
        await using (await RunningApi.StartAsync(node, socket: shared))
        {
            Assert.EndsWith("200", await RequestAsAsync(Nobody, shared), StringComparison.Ordinal);
            Assert.EndsWith("403", await RequestAsAsync(Nobody, shared, "-X", "POST", "-d", "{\"peer\":\"a@b:1\"}", "-H", "Content-Type: application/json", "http://cpc/v1/peers"), StringComparison.Ordinal);
            Assert.EndsWith("403", await RequestAsAsync("65533", shared), StringComparison.Ordinal);
            Assert.EndsWith("200", await RequestAsAsync("0", shared), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(shared));
    }

    private static Task<string> RequestAsAsync(string user, string socket) => RequestAsAsync(user, socket, "http://cpc/v1/node");

    private static async Task<string> RequestAsAsync(string user, string socket, params string[] request)
    {
        var start = new ProcessStartInfo("/usr/bin/setpriv") { RedirectStandardOutput = true };
        foreach (var argument in new[] { $"--reuid={user}", "--clear-groups", "curl", "-s", "-w", "%{http_code}", "--unix-socket", socket }.Concat(request))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
