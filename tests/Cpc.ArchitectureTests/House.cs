using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Cpc.ArchitectureTests;

/// <summary>The room table, the project files and the compiled types.</summary>
internal static class House
{
    private static readonly string[] Core =
    [
        "Cpc.Cryptography", "Cpc.SecureMemory", "Cpc.Sessions", "Cpc.Kademlia", "Cpc.Invoicing", "Cpc.Governance", "Cpc.Exchange",
        "Cpc.Transport",
    ];

    /// <summary>A room exists when it has something in it: add the next one here when it does.</summary>
    public static Room[] Rooms { get; } =
    [
        new("Cpc.Cryptography", [], ["Geralt"]),
        new("Cpc.SecureMemory", ["Cpc.Cryptography"], []),
        new("Cpc.Sessions", ["Cpc.Cryptography", "Cpc.SecureMemory"], ["System.Formats.Cbor"]),
        new("Cpc.Kademlia", ["Cpc.Cryptography"], ["System.Formats.Cbor"]),
        new("Cpc.Invoicing", [], ["System.Formats.Cbor"]),
        new("Cpc.Governance", ["Cpc.Cryptography"], ["System.Formats.Cbor"]),
        new("Cpc.Exchange", ["Cpc.Cryptography", "Cpc.SecureMemory", "Cpc.Sessions", "Cpc.Invoicing"], ["System.Formats.Cbor"]),
        new("Cpc.Transport", ["Cpc.Cryptography", "Cpc.Sessions"], ["System.IO.Hashing"]),
        new("Cpc.Actors", Core,
        [
            "Akka", "Akka.Hosting", "Akka.Persistence", "Akka.Persistence.Hosting", "Akka.Persistence.Sql",
            "Microsoft.Data.Sqlite", "Microsoft.Extensions.Hosting", "System.Formats.Cbor",
        ]),
        new("Cpc.Demo", [.. Core, "Cpc.Actors"], ["Microsoft.Extensions.Hosting"], TestedBy: "Cpc.EndToEndTests"),
        new("Cpc.Node", ["Cpc.Actors", "Cpc.Demo"],
        [
            "QRCoder", "Serilog.Extensions.Hosting", "Serilog.Settings.Configuration", "Serilog.Sinks.Console", "Serilog.Sinks.File",
            "Spectre.Console", "System.CommandLine",
        ], AssemblyName: "cpc"),
    ];

    private static readonly Lazy<Architecture> Loaded = new(() => new ArchLoader()
        .LoadAssemblies([.. Rooms.Select(r => System.Reflection.Assembly.Load(r.Assembly))])
        .Build());

    public static Architecture Architecture => Loaded.Value;

    public static string Root { get; } = FindRoot();

    public static string Source => Path.Combine(Root, "src");

    /// <summary>Items of a kind in a room's project file.</summary>
    public static IEnumerable<string> Items(Room room, string kind) =>
        XDocument.Load(Path.Combine(Source, room.Name, room.Name + ".csproj")).Descendants(kind).Select(e => (string)e.Attribute("Include")!);

    /// <summary>The source files of a room, or of all.</summary>
    public static IEnumerable<string> Files(string room = "") =>
        Directory.EnumerateFiles(Path.Combine(Source, room), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>Each use of a type outside its own assembly: user and used, by full name.</summary>
    public static IEnumerable<(string User, string Used)> Uses(Room room) => Architecture.Types
        .Where(t => t.Assembly.Name.Split(',')[0] == room.Assembly)
        .SelectMany(t => t.Dependencies.Select(d => (t.FullName, d.Target.FullName)))
        .Distinct();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CpcActors.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
