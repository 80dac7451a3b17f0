using Cpc.Actors.Api;
using Cpc.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cpc.Demo;

/// <summary>A complete node in this process: identity, key file, journal and listener of its own.</summary>
public sealed class LocalNode : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalNode(string name, CpcNodeOptions options, IHost host, NodeView view)
    {
        Name = name;
        Options = options;
        _host = host;
        Id = view.Id;
        Address = view.Listening[0];
    }

    public string Name { get; }

    public CpcNodeOptions Options { get; }

    /// <summary>The node's id.</summary>
    public string Id { get; }

    /// <summary>HOST:PORT.</summary>
    public string Address { get; }

    /// <summary>What a partner adds to its book.</summary>
    public string IdAtAddress => $"{Id}@{Address}";

    public ICpcNode Api => _host.Services.GetRequiredService<ICpcNode>();

    /// <summary>Who asks, in this process.</summary>
    public Caller Caller => new($"demo:{Name}");

    /// <summary>Draws keys if the folder has none, and starts the node.</summary>
    /// <param name="logging">Where its log goes; null for nowhere.</param>
    public static async Task<LocalNode> StartAsync(string name, CpcNodeOptions options, Action<ILoggingBuilder>? logging = null, CancellationToken cancel = default)
    {
        var folder = new NodeFolder(options.DataFolder);
        if (!folder.IsInitialized) folder.Initialize(TimeProvider.System);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        logging?.Invoke(builder.Logging);
        builder.Services.AddCpcActors(options);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancel).ConfigureAwait(false);
            var view = await host.Services.GetRequiredService<ICpcNode>().GetNodeAsync(cancel).ConfigureAwait(false);
            return new LocalNode(name, options, host, view);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Stops the node in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
