using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cpc.Node.Tests;

/// <summary>A node with its actors, journal and listener, in this process.</summary>
internal sealed class RealNode : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;
    private IHost? _host;

    private RealNode(TempFolder folder, bool ownsFolder)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
    }

    public ICpcNode Api => _host!.Services.GetRequiredService<ICpcNode>();

    public Caller Caller { get; } = new("uid:0");

    public string Id { get; private set; } = "";

    /// <summary>HOST:PORT.</summary>
    public string Address { get; private set; } = "";

    public static async Task<RealNode> StartAsync(string listen = "127.0.0.1:0", TempFolder? folder = null)
    {
        var node = new RealNode(folder ?? new TempFolder(), folder is null);
        if (!node._folder.Node.IsInitialized) node._folder.Node.Initialize(TimeProvider.System);
        await node.RunAsync(listen);
        return node;
    }

    /// <summary>Stops and starts again, at the same address.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync(Address);
    }

    public async Task StopAsync()
    {
        if (_host is null) return;
        await _host.StopAsync();
        _host.Dispose();
        _host = null;
    }

    public async Task KnowsAsync(RealNode other, string name, bool consent = true)
    {
        Assert.Null((await Api.AddPeerAsync($"{other.Id}@{other.Address}", name, Caller)).Problem);
        if (consent) Assert.Null((await Api.GrantConsentAsync(name, new ConsentRequest([], "contract", null), Caller)).Problem);
    }

    public async Task<PeerView> PeerAsync(string id) => (await Api.ListPeersAsync()).Single(p => p.Id == id);

    public async Task<long> CountAsync(string name) => (await Api.GetNodeAsync()).Refusals.GetValueOrDefault(name);

    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> get, Func<T, bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await get();
            if (isSo(value)) return value;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, $"It did not become so; last: {value}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder) _folder.Dispose();
    }

    private async Task RunAsync(string listen)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCpcActors(new CpcNodeOptions
        {
            DataFolder = _folder.Path,
            Listen = listen,
            Transport = "tls",
            LockMemory = "warn",
            Hocon = "cpc.outbox { min-backoff = 100ms, max-backoff = 500ms, receipt-timeout = 10s }\ncpc.transport.circuit-breaker.reset = 1s",
        });
        _host = builder.Build();
        await _host.StartAsync();
        var view = await Api.GetNodeAsync();
        (Id, Address) = (view.Id, view.Listening[0]);
    }
}
