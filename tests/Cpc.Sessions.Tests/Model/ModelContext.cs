namespace Cpc.Sessions.Tests.Model;

/// <summary>What one side knows.</summary>
internal sealed record ModelContext
{
    public required string Network { get; init; }

    public required ModelPeer Self { get; init; }

    public required byte[] Peer { get; init; }

    public ModelRecord? PeerRecord { get; init; }

    public required byte[] Suites { get; init; }

    public byte HighestSuite { get; init; }

    public uint PerDirection { get; init; } = 50;

    public required ModelRandom Random { get; init; }

    public required ModelKeyLog Keys { get; init; }

    /// <summary>A hostile peer: changes payloads before it signs them.</summary>
    public Action<SortedDictionary<int, object>> BeforeSigning { get; init; } = _ => { };

    /// <summary>A hostile peer: changes encoded payloads, and inner headers (44 bytes), before it encrypts them.</summary>
    public Func<byte[], byte[]> BeforeSealing { get; init; } = bytes => bytes;

    public byte[] Own => Self.Id;
}
