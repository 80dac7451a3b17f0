using Microsoft.Extensions.DependencyInjection;

namespace Cpc.Actors.Hosting;

/// <summary>The one entry to the actor system.</summary>
public static class CpcActorsExtensions
{
    /// <summary>Adds a node: its <see cref="Api.ICpcNode"/> and the hosted service that runs it. The node is ready
    /// when the host has started.</summary>
    public static IServiceCollection AddCpcActors(this IServiceCollection services, CpcNodeOptions options) =>
        throw new InvalidOperationException("Composed below.");
}
