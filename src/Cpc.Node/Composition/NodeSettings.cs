using Cpc.Actors.Hosting;

namespace Cpc.Node.Composition;

/// <summary>Settings of a node: appsettings.json beside the program, then CPC_ variables, then the command line.</summary>
internal sealed class NodeSettings
{
    private static readonly string[] Transports = ["auto", "quic", "tls"];

    private NodeSettings(IConfiguration configuration, CpcNodeOptions options)
    {
        Configuration = configuration;
        Options = options;
    }

    public IConfiguration Configuration { get; }

    public CpcNodeOptions Options { get; }

    /// <summary>The same, with the file of the key file's passphrase, which is no setting of appsettings.json.</summary>
    public NodeSettings With(string? passphraseFile) => new(Configuration, Options with { PassphraseFile = passphraseFile });

    /// <param name="commandLine">Settings by name; those with null are not given.</param>
    /// <exception cref="SettingException">A value can't be used.</exception>
    public static NodeSettings Load(NodeFolder folder, IReadOnlyDictionary<string, string?> commandLine)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("CPC_")
            .AddInMemoryCollection(commandLine.Where(s => s.Value is not null))
            .Build();
        var defaults = new CpcNodeOptions { DataFolder = folder.Path };
        var options = defaults with
        {
            Listen = CheckListen(configuration["Listen"] ?? defaults.Listen),
            Network = CheckNetwork(configuration["Network"] ?? defaults.Network),
            LockMemory = CheckLockMemory(configuration["LockMemory"] ?? defaults.LockMemory),
            Transport = CheckTransport(configuration["Transport"] ?? defaults.Transport),
            Hocon = ReadHocon(configuration["Hocon"]) + DhtHocon(configuration),
        };
        return new NodeSettings(configuration, options);
    }

    private static string CheckListen(string listen)
    {
        var colon = listen.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(listen.AsSpan(colon + 1), out _)) return listen;
        throw new SettingException($"Listen: '{listen}' is not HOST:PORT, e.g. 0.0.0.0:7443.");
    }

    private static string CheckNetwork(string network) =>
        network.Length > 0 ? network : throw new SettingException("Network: the name is empty.");

    private static string CheckLockMemory(string choice) =>
        choice is "require" or "warn" ? choice : throw new SettingException($"LockMemory: '{choice}' is not require or warn.");

    private static string CheckTransport(string transport) =>
        Transports.Contains(transport, StringComparer.Ordinal) ? transport : throw new SettingException($"Transport: '{transport}' is not auto, quic or tls.");

    // After the file's values: a container is told by its environment (CPC_DHTSERVE, CPC_DHTBOOTSTRAP, CPC_DHTADVERTISE).
    private static string DhtHocon(IConfiguration configuration)
    {
        var hocon = new System.Text.StringBuilder();
        if (configuration["DhtServe"] is { Length: > 0 } serve)
        {
            if (serve is not ("auto" or "on" or "off")) throw new SettingException($"DhtServe: '{serve}' is not auto, on or off.");
            hocon.Append($"\ncpc.dht.serve = {serve}");
        }

        foreach (var (setting, key) in new[] { ("DhtBootstrap", "bootstrap"), ("DhtAdvertise", "advertise") })
        {
            if (configuration[setting] is not { Length: > 0 } list) continue;
            var entries = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            // What it has to be is looked at with the rest of the configuration; here, that it stays one string.
            if (list.Any(c => !char.IsAsciiLetterOrDigit(c) && !"@:.-[], ".Contains(c, StringComparison.Ordinal)))
                throw new SettingException($"{setting}: '{list}' has a character that no address has.");
            hocon.Append($"\ncpc.dht.{key} = [{string.Join(", ", entries.Select(e => $"\"{e}\""))}]");
        }

        return hocon.ToString();
    }

    /// <summary>The operator's tunables; the shipped ones stand in the program.</summary>
    private static string ReadHocon(string? file)
    {
        if (string.IsNullOrEmpty(file)) return "";
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Hocon: the file {file} can't be read. Check its name and that the node's user may read it.");
        }
    }
}
