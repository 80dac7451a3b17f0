using System.Text;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Cpc.Actors.Journal;

namespace Cpc.Actors.Hosting;

/// <summary>The node's HOCON: an operator's first, then what only the program knows, then hocon/cpc.hocon.</summary>
internal static class NodeConfiguration
{
    /// <exception cref="ConfigurationException">The operator's HOCON can't be read.</exception>
    public static Config Load(string operators, string connectionString)
    {
        using var resource = typeof(NodeConfiguration).Assembly.GetManifestResourceStream("cpc.hocon")
            ?? throw new InvalidOperationException("cpc.hocon is missing from the assembly.");
        using var reader = new StreamReader(resource);
        return ConfigurationFactory.ParseString(operators)
            .WithFallback(ConfigurationFactory.ParseString(Own(connectionString)))
            .WithFallback(ConfigurationFactory.ParseString(reader.ReadToEnd()))
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }

    private static string Own(string connectionString)
    {
        var quoted = '"' + connectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
        var hocon = new StringBuilder();
        foreach (var place in new[] { "journal.sql", "query.journal.sql", "snapshot-store.sql" })
            hocon.AppendLine($"akka.persistence.{place}.connection-string = {quoted}");
        foreach (var type in JournalSerializer.Types)
            hocon.AppendLine($"akka.actor.serialization-bindings.\"{type.FullName}, {type.Assembly.GetName().Name}\" = cpc-journal");
        return hocon.ToString();
    }
}
