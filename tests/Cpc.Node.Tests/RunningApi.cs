using System.Net.Sockets;
using System.Text;
using Cpc.Actors.Api;
using Cpc.Node.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cpc.Node.Tests;

/// <summary>The real API on a real socket, with the fake node behind it.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningApi(TempFolder folder, FakeNode node, WebApplication app)
    {
        Folder = folder;
        Node = node;
        _app = app;
        Http = Client(folder.Node.Socket);
    }

    public TempFolder Folder { get; }

    public FakeNode Node { get; }

    public HttpClient Http { get; }

    /// <summary>All that the server listens on.</summary>
    public ICollection<string> Addresses => _app.Urls;

    public static async Task<RunningApi> StartAsync(FakeNode? node = null, TempFolder? folder = null, string? socket = null)
    {
        folder ??= new TempFolder();
        node ??= new FakeNode();
        var settings = NodeSettings.Load(folder.Node, new Dictionary<string, string?> { ["Socket"] = socket });
        var app = NodeHost.Build(settings, (services, _) => services.AddSingleton<ICpcNode>(node), logToStandardError: true);
        await app.StartAsync();
        return new RunningApi(folder, node, app);
    }

    public static HttpClient Client(string socketPath)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://cpc") };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Folder.Dispose();
    }
}
