using Cpc.Actors.Api;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Cpc.Node.Api;

/// <summary>Lets in the node's own user and root. The socket's mode says the same; this holds when someone changes
/// the mode, or hands an open socket to another.</summary>
internal sealed class CallerGate(uint ownUser, ILogger<CallerGate> log)
{
    private const uint Root = 0;

    private long _refused;

    /// <summary>Requests of other users.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public static Caller CallerOf(HttpContext http) => new($"uid:{http.Features.GetRequiredFeature<PeerCredentials>().UserId}");

    /// <summary>Connection middleware: asks the kernel once for each connection.</summary>
    public static async Task IdentifyAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is not null && PeerCredentials.TryRead(socket) is { } credentials) connection.Features.Set(credentials);
        await next(connection);
    }

    /// <summary>Request middleware.</summary>
    public async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        var credentials = http.Features.Get<PeerCredentials>();
        if (credentials is not null && (credentials.UserId == ownUser || credentials.UserId == Root))
        {
            await next(http);
            return;
        }

        Interlocked.Increment(ref _refused);
        log.LogWarning("Refused a local caller: uid {UserId}", credentials?.UserId.ToString() ?? "unknown");
        http.Response.Headers.Connection = "close";
        var problem = new Problem("not-allowed", "Only the node's own user and root may use it.");
        await Answers.Of(problem, StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}
