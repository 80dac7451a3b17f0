using Cpc.Actors.Api;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Cpc.Node.Api;

/// <summary>Lets in the node's own user and root, who own it, and local users with a role. The private socket's mode lets
/// only the first two in; this holds on the shared one, and when someone hands an open socket to another.</summary>
/// <param name="hasRole">Whether a caller who is not the owner has any role.</param>
internal sealed class CallerGate(uint ownUser, Func<Caller, CancellationToken, Task<bool>> hasRole, ILogger<CallerGate> log)
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

    /// <summary>The node's own user, or root.</summary>
    public bool IsOwner(HttpContext http) => http.Features.Get<PeerCredentials>() is { } credentials && (credentials.UserId == ownUser || credentials.UserId == Root);

    /// <summary>Request middleware.</summary>
    public async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        var credentials = http.Features.Get<PeerCredentials>();
        if (IsOwner(http) || (credentials is not null && await hasRole(CallerOf(http), http.RequestAborted)))
        {
            await next(http);
            return;
        }

        Interlocked.Increment(ref _refused);
        log.LogWarning("Refused a local caller: uid {UserId}", credentials?.UserId.ToString() ?? "unknown");
        http.Response.Headers.Connection = "close";
        var problem = new Problem(NotAllowedException.Code, "You have no role on this node: ask its owner for one ('cpc access grant').");
        await Answers.Of(problem, StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}
