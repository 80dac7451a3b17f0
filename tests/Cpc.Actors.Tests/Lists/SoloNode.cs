using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cpc.Actors.Tests.Lists;

/// <summary>A whole node whose one partner never answers: what it issues stays queued.</summary>
internal sealed class SoloNode : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-solo-").FullName;
    private IHost? _host;

    public NodeFolder Folder => new(Path.Combine(_folder, "data"));

    public Caller Caller { get; } = new("uid:1000");

    public ICpcNode Api => _host!.Services.GetRequiredService<ICpcNode>();

    public NodeServices Services => _host!.Services.GetRequiredService<NodeServices>();

    public static async Task<SoloNode> StartAsync()
    {
        var node = new SoloNode();
        node.Folder.Initialize(TimeProvider.System);
        await node.RunAsync();
        Assert.Null((await node.Api.AddPeerAsync($"{Entries.Bakery}@127.0.0.1:1", "bakery", node.Caller)).Problem);
        Assert.Null((await node.Api.GrantConsentAsync("bakery", new ConsentRequest([], "contract", null), node.Caller)).Problem);
        return node;
    }

    public async Task<DocumentView> SendAsync(string file = "invoice.xml")
    {
        var answer = await Api.SendAsync(Samples.File(file), "bakery", Caller);
        Assert.Null(answer.Problem);
        return answer.Value!;
    }

    public async Task<IReadOnlyList<DocumentView>> ListAsync() => await Api.ListDocumentsAsync();

    public async Task RunAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCpcActors(new CpcNodeOptions
        {
            DataFolder = Folder.Path,
            Listen = "127.0.0.1:0",
            Transport = "tls",
            LockMemory = "warn",
            Hocon = "cpc.outbox { min-backoff = 300s }",
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        _host = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
