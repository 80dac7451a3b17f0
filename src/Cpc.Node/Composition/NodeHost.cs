using Cpc.Actors.Hosting;
using Cpc.Node.Api;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Serilog;

namespace Cpc.Node.Composition;

/// <summary>Puts the node and its local API into one host.</summary>
internal static class NodeHost
{
    /// <summary>The node drains for 20 s; then it closes and erases.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Builds the host; starting it starts the node first and then the API, stopping does the reverse.</summary>
    /// <param name="addNode">Adds the node: its facade and the hosted service that runs it.</param>
    /// <exception cref="StartException">The socket's place is taken.</exception>
    public static WebApplication Build(NodeSettings settings, Action<IServiceCollection, CpcNodeOptions> addNode, bool logToStandardError = false)
    {
        var socket = new NodeFolder(settings.Options.DataFolder).Socket;
        ApiSocket.Prepare(socket);
        if (settings.Socket is { } shared)
        {
            if (shared == socket) throw new StartException("path-in-use", $"{shared} is the node's own socket, which only its user can open. Name another path for the shared one.");
            ApiSocket.Prepare(shared);
        }


        // The empty builder reads no configuration of its own: ASPNETCORE_URLS must not open a TCP port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "cpc" });
        builder.Services.AddSerilog(NodeLog.Create(settings, logToStandardError), dispose: true);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        addNode(builder.Services, settings.Options);
        WholeNode.Restrict(builder.Services);
        AddApi(builder, socket, settings.Socket);

        var app = builder.Build();
        app.Use((http, next) => app.Services.GetRequiredService<ProblemMiddleware>().InvokeAsync(http, next));
        app.Use((http, next) => app.Services.GetRequiredService<CallerGate>().AdmitAsync(http, next));
        app.UseRouting();
        app.UseRequestTimeouts();
        LocalApi.Map(app);
        return app;
    }

    private static void AddApi(WebApplicationBuilder builder, string socket, string? shared)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiLimits.BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = ApiLimits.Connections;
            kestrel.Limits.RequestHeadersTimeout = ApiLimits.Headers;
            kestrel.Limits.KeepAliveTimeout = ApiLimits.KeepAlive;
            foreach (var path in shared is null ? [socket] : new[] { socket, shared })
            {
                kestrel.ListenUnixSocket(path, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.Use(next => connection => CallerGate.IdentifyAsync(connection, next));
                });
            }
        });
        builder.Services.Configure<SocketTransportOptions>(o => o.CreateBoundListenSocket = endPoint => ApiSocket.Bind(endPoint, isShared: endPoint.ToString() == shared));
        builder.Services.AddRouting();
        builder.Services.AddRequestTimeouts(o => o.DefaultPolicy = new() { Timeout = ApiLimits.Request, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);

            // ASP.NET takes the types from ApiJson, but not these.
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        builder.Services.AddSingleton<ProblemMiddleware>();
        builder.Services.AddSingleton(s => new CallerGate(ProcessUser.Id, s.GetRequiredService<WholeNode>().Node.MayEnterAsync, s.GetRequiredService<ILogger<CallerGate>>()));
    }
}
