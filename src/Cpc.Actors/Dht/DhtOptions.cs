using Akka.Configuration;
using Cpc.Actors.Hosting;
using Cpc.Actors.Peers;

namespace Cpc.Actors.Dht;

/// <summary>The values of cpc.dht.</summary>
internal sealed record DhtOptions
{
    /// <summary>Most bootstrap nodes and addresses: each is asked at a start.</summary>
    public const int MaxConfigured = 8;

    public bool IsOn { get; init; } = true;

    public ServeMode Serve { get; init; }

    /// <summary>Nodes to begin with.</summary>
    public IReadOnlyList<PeerEntry> Bootstrap { get; init; } = [];

    /// <summary>HOST:PORT at which others reach this node; empty to find out.</summary>
    public IReadOnlyList<(string Host, int Port)> Advertise { get; init; } = [];

    /// <exception cref="NodeStartException">A value can't be used.</exception>
    public static DhtOptions Load(Config config)
    {
        var dht = config.GetConfig("cpc.dht");
        return new DhtOptions
        {
            IsOn = dht.GetBoolean("enabled"),
            Serve = dht.GetString("serve") switch
            {
                "auto" => ServeMode.Auto,
                "on" or "true" => ServeMode.Always,
                "off" or "false" => ServeMode.Never,
                var other => throw new NodeStartException($"'{other}' (cpc.dht.serve) is not auto, on or off."),
            },
            Bootstrap = [.. Few(dht.GetStringList("bootstrap")).Select(Node)],
            Advertise = [.. Few(dht.GetStringList("advertise")).Select(Address)],
        };
    }

    private static IList<string> Few(IList<string> list) =>
        list.Count <= MaxConfigured ? list : throw new NodeStartException($"cpc.dht: {list.Count} entries are more than {MaxConfigured}.");

    private static PeerEntry Node(string text) => PeerBookActor.TryParse(text, null, out _) is { HasAddress: true } node
        ? node
        : throw new NodeStartException($"'{text}' (cpc.dht.bootstrap) is no node; write ID@HOST:PORT.");

    private static (string Host, int Port) Address(string text) => PeerEntry.TryParseAddress(text, out var host, out var port)
        ? (host, port)
        : throw new NodeStartException($"'{text}' (cpc.dht.advertise) is no address; write HOST:PORT.");
}
