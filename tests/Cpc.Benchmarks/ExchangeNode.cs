using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cpc.Benchmarks;

/// <summary>A whole node in this process: actors, journal on disk, TLS on loopback.</summary>
internal sealed class ExchangeNode
{
    private static readonly Caller Caller = new("uid:0");

    private readonly ICpcNode _api;
    private readonly NodeView _view;

    public ExchangeNode(string name)
    {
        // On the disk, where a commit costs what it costs.
        var folder = Path.Combine(Environment.CurrentDirectory, $"bench-{Environment.ProcessId}-{name}");
        new NodeFolder(folder).Initialize(TimeProvider.System);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCpcActors(new CpcNodeOptions { DataFolder = folder, Transport = "tls", LockMemory = "warn" });
        var host = builder.Build();
        host.Start();
        _api = host.Services.GetRequiredService<ICpcNode>();
        _view = _api.GetNodeAsync().GetAwaiter().GetResult();
    }

    public async Task KnowsAsync(ExchangeNode other)
    {
        Demand(await _api.AddPeerAsync($"{other._view.Id}@{other._view.Listening[0]}", "partner", Caller));
        Demand(await _api.GrantConsentAsync("partner", new ConsentRequest([], "contract", null), Caller));
    }

    public async Task SendAsync(byte[] ubl) => Demand(await _api.SendAsync(ubl, "partner", Caller));

    /// <summary>Until every receipt is durable on both sides, and the outbox has closed its items.</summary>
    public async Task DeliveredAsync()
    {
        while ((await _api.ListPeersAsync())[0].Queued > 0) await Task.Delay(1);
    }

    public async Task<int> CountAsync() => (await _api.ListDocumentsAsync()).Count;

    private static void Demand<T>(Answer<T> answer)
        where T : class
    {
        if (answer.Problem is { } problem) throw new InvalidOperationException(problem.Message);
    }
}
