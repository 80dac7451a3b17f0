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

    public byte[] Own => Self.Id;
}
