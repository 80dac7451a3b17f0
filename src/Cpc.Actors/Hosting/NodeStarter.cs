using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Hosting;
using Cpc.Actors.Node;
using Cpc.Actors.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cpc.Actors.Hosting;

/// <summary>Starts the node once its actor system stands, and waits until it listens.</summary>
internal sealed class NodeStarter(NodeServices services, CpcNode node, IRequiredActor<NodeSupervisor> supervisor, ILogger<NodeStarter> log) : IHostedService
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var endPoint = await ResolveAsync(services.Options.Listen, cancellationToken).ConfigureAwait(false);
        var root = await supervisor.GetAsync(cancellationToken).ConfigureAwait(false);
        var answer = await root.Ask<object>(new NodeSupervisor.Start(endPoint, StartTimeout), StartTimeout, cancellationToken).ConfigureAwait(false);
        if (answer is not TransportManager.Listening listening)
            throw new NodeStartException($"The node can't listen on {services.Options.Listen}: {(answer as TransportManager.ListenFailed)?.Reason ?? "no answer."}");
        node.IsListening(listening.EndPoint);
        if (TransportFactory.WhyNoQuic(services.Options) is { } reason) log.LogInformation("QUIC is not used: {Reason}", reason);
        log.LogInformation("Node {Id} is ready", services.Self.ToShortString());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<IPEndPoint> ResolveAsync(string listen, CancellationToken cancel)
    {
        if (IPEndPoint.TryParse(listen, out var point)) return point;
        var colon = listen.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(listen.AsSpan(colon + 1), out var port))
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(listen[..colon], cancel).ConfigureAwait(false);
                if (addresses.Length > 0) return new IPEndPoint(addresses[0], port);
            }
            catch (SocketException e)
            {
                throw new NodeStartException($"'{listen[..colon]}' can't be resolved to an address to listen on.", e);
            }
        }

        throw new NodeStartException($"'{listen}' is no address to listen on; write HOST:PORT, e.g. 0.0.0.0:4747.");
    }
}
