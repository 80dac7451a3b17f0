using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Demo;
using Microsoft.Extensions.Logging;

namespace Cpc.EndToEndTests;

/// <summary>Alice and Bob in one process, who know each other and have consented, in folders of their own.</summary>
public sealed class TwoNodes : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-e2e-").FullName;

    private TwoNodes()
    {
    }

    public LocalNode Alice { get; private set; } = null!;

    public LocalNode Bob { get; private set; } = null!;

    public string Folder => _folder;

    public static byte[] Invoice => File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "invoice.xml"));

    public static async Task<TwoNodes> StartAsync(string transport = "auto", bool consent = true, Action<ILoggingBuilder>? logging = null)
    {
        var nodes = new TwoNodes();
        nodes.Alice = await LocalNode.StartAsync("alice", nodes.Options("alice", transport), logging);
        nodes.Bob = await LocalNode.StartAsync("bob", nodes.Options("bob", transport), logging);
        await nodes.IntroduceAsync();
        if (consent)
        {
            Succeeds(await nodes.Alice.Api.GrantConsentAsync("bob", new ConsentRequest([], "contract", null), nodes.Alice.Caller));
            Succeeds(await nodes.Bob.Api.GrantConsentAsync("alice", new ConsentRequest([], "contract", null), nodes.Bob.Caller));
        }

        return nodes;
    }

    /// <summary>Starts Bob again on his folder; his address changes, as it may in life.</summary>
    public async Task RestartBobAsync()
    {
        Bob = await LocalNode.StartAsync("bob", Bob.Options);
        Succeeds(await Alice.Api.AddPeerAsync(Bob.IdAtAddress, "bob", Alice.Caller));
    }

    public CpcNodeOptions Options(string name, string transport = "auto") => new()
    {
        DataFolder = Path.Combine(_folder, name),
        Transport = transport,
        LockMemory = "warn",
        Hocon = "cpc.outbox { min-backoff = 200ms, max-backoff = 1s, receipt-timeout = 10s }",
    };

    public static T Succeeds<T>(Answer<T> answer)
        where T : class
    {
        Assert.True(answer.Succeeded, answer.Problem?.Message + string.Concat(answer.Problem?.Details?.Select(d => $"\n{d.Rule} {d.Field} {d.Value}: {d.Message}") ?? []));
        return answer.Value!;
    }

    public static Problem Fails<T>(Answer<T> answer)
        where T : class
    {
        Assert.False(answer.Succeeded);
        return answer.Problem!;
    }

    /// <summary>Polls until it is so; fails after a generous time.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> get, Func<T, bool> isSo, int seconds = 60)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await get();
            if (isSo(value)) return value;
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(seconds), $"It did not become so in {seconds} s; last: {value}");
            await Task.Delay(20);
        }
    }

    public static async Task<DocumentView> StatusAsync(LocalNode node, Guid id, string status) => (await EventuallyAsync(
        () => node.Api.GetDocumentAsync(id.ToString()), d => d.Value?.Status == status)).Value!;

    public async ValueTask DisposeAsync()
    {
        if (Alice is not null) await Alice.DisposeAsync();
        if (Bob is not null) await Bob.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task IntroduceAsync()
    {
        Succeeds(await Alice.Api.AddPeerAsync(Bob.IdAtAddress, "bob", Alice.Caller));
        Succeeds(await Bob.Api.AddPeerAsync(Alice.IdAtAddress, "alice", Bob.Caller));
    }
}
