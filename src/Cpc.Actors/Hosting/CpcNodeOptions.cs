namespace Cpc.Actors.Hosting;

/// <summary>What a node is started with.</summary>
public sealed record CpcNodeOptions
{
    /// <summary>The data folder: key file, journal, logs, socket. Mode 0700.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen for peers, ADDRESS:PORT; port 0 takes a free one.</summary>
    public string Listen { get; init; } = "127.0.0.1:0";

    /// <summary>Name of the network; nodes of different networks don't understand each other.</summary>
    public string Network { get; init; } = "cpc";

    /// <summary>"auto" (QUIC where it is available, else TLS), "quic" or "tls".</summary>
    public string Transport { get; init; } = "auto";

    /// <summary>File with the passphrase of the key file, "-" for standard input; null when there is none.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>"require": the node starts only when the memory of its keys is locked against swapping; "warn": it
    /// starts without, and says so.</summary>
    public string LockMemory { get; init; } = "require";

    /// <summary>HOCON that goes before the node's own.</summary>
    public string Hocon { get; init; } = "";
}
