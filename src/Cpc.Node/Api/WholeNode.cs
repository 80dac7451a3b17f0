using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The node without restrictions. Requests never get it: an <see cref="ICpcNode"/> from a request's services is
/// bound to its caller.</summary>
internal sealed record WholeNode(ICpcNode Node)
{
    /// <summary>Puts the node that was registered out of the reach of requests, and in its place what their caller may do.
    /// An endpoint that asks for an <see cref="ICpcNode"/> can't do more, whoever writes it.</summary>
    public static void Restrict(IServiceCollection services)
    {
        var whole = services.Last(d => d.ServiceType == typeof(ICpcNode));
        services.Remove(whole);
        services.AddSingleton(provider => new WholeNode((ICpcNode)(whole.ImplementationInstance
            ?? whole.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, whole.ImplementationType!))));
        services.AddHttpContextAccessor();
        services.AddScoped(provider =>
        {
            var http = provider.GetRequiredService<IHttpContextAccessor>().HttpContext ?? throw new InvalidOperationException("Outside a request there is no caller.");
            var node = provider.GetRequiredService<WholeNode>().Node;
            return provider.GetRequiredService<CallerGate>().IsOwner(http) ? node : node.As(CallerGate.CallerOf(http));
        });
    }
}
