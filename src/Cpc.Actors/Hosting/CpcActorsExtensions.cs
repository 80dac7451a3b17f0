using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using Cpc.Actors.Api;
using Cpc.Actors.Dht;
using Cpc.Actors.Journal;
using Cpc.Actors.Node;
using Cpc.SecureMemory;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cpc.Actors.Hosting;

/// <summary>The one entry to the actor system.</summary>
public static class CpcActorsExtensions
{
    /// <summary>Adds a node: its <see cref="ICpcNode"/> and the hosted service that runs it. The node is ready
    /// when the host has started; starting throws <see cref="NodeStartException"/> with the remedy when it can't.</summary>
    public static IServiceCollection AddCpcActors(this IServiceCollection services, CpcNodeOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Open(options, provider.GetRequiredService<TimeProvider>()));
        services.AddAkka("cpc", (builder, provider) =>
        {
            var node = provider.GetRequiredService<NodeServices>();
            var connection = SqliteJournal.Prepare(node.Folder.Journal);
            var config = NodeConfiguration.Load(options.Hocon, connection);
            // Another database is a matter of configuration alone.
            if (config.GetString("akka.persistence.journal.sql.provider-name") == ProviderName.SQLiteMS)
                builder.AddSetup(new DataOptionsSetup(SqliteJournal.Options(connection)));
            builder
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory();
                })
                .AddHocon(config, HoconAddMode.Replace)
                .AddSetup(new JournalCipherSetup(node.Cipher))
                .WithActors((system, registry) =>
                {
                    node.Nat = NatConfiguration.Load(system.Settings.Config);
                    var transports = TransportFactory.Create(node, system.Settings.Config);
                    node.Transports = transports;
                    var dht = DhtHost.Create(node, system.Settings.Config);
                    registry.Register<NodeSupervisor>(system.ActorOf(Props.Create(() => new NodeSupervisor(node, transports, dht)), "node"));
                });
        });
        services.AddSingleton<CpcNode>();
        services.AddSingleton<ICpcNode>(provider => provider.GetRequiredService<CpcNode>());
        services.AddHostedService<NodeStarter>();
        services.AddHostedService<JournalCheckpoints>();
        return services;
    }

    private static NodeServices Open(CpcNodeOptions options, TimeProvider time)
    {
        try
        {
            return new NodeServices(options, time);
        }
        catch (KeyFileException e)
        {
            throw new NodeStartException(e.Message, e);
        }
    }
}
