using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests.Model;

/// <summary>A peer whose keys follow from its name, as the model and as the implementation see it.</summary>
internal sealed class ModelPeer
{
    public const uint Sequence = 29_693_520;

    public static readonly ulong Now = (ulong)TestPeer.Start.Utc.ToUnixTimeSeconds();

    public ModelPeer(string name, byte[]? suites = null)
    {
        var random = new ModelRandom("peer " + name);
        IdentitySeed = random.Bytes(32);
        StaticPrivate = random.Bytes(32);
        Id = ModelCrypto.Ed25519Public(IdentitySeed);
        StaticPublic = ModelCrypto.X25519Public(StaticPrivate);
        Suites = suites ?? [2, 1];
        Record = new ModelRecord(Id, StaticPublic, Now, Now + (30 * 86_400), Sequence, Suites);
        RecordBytes = Record.Sign(IdentitySeed);
    }

    public byte[] IdentitySeed { get; }

    public byte[] StaticPrivate { get; }

    public byte[] Id { get; }

    public byte[] StaticPublic { get; }

    public byte[] Suites { get; }

    public ModelRecord Record { get; }

    public byte[] RecordBytes { get; }

    /// <param name="seed">Of the randomness this side draws.</param>
    public ModelContext Facing(ModelPeer peer, bool known, string seed, ModelKeyLog? keys = null, uint perDirection = 50) => new()
    {
        Network = "test",
        Self = this,
        Peer = peer.Id,
        PeerRecord = known ? peer.Record : null,
        Suites = Suites,
        PerDirection = perDirection,
        Random = new ModelRandom(seed),
        Keys = keys ?? new ModelKeyLog(),
    };

    /// <summary>The same for the implementation, which draws its randomness itself.</summary>
    public SessionContext ForImplementation(ModelPeer peer, bool known, uint perDirection = 50) => new()
    {
        Network = "test",
        Identity = new Identity(SecureData.CopyOf(IdentitySeed)),
        Statics = [new OwnStatic(new StaticKeyPair(SecureData.CopyOf(StaticPrivate), StaticPublic), Sequence, RecordBytes, DateTimeOffset.FromUnixTimeSeconds((long)Record.NotAfter))],
        Peer = new PeerId(peer.Id),
        PeerRecord = known ? StaticRecord.DecodeTrusted(peer.RecordBytes, new PeerId(peer.Id)) : null,
        Suites = Suites,
        Limits = new SessionLimits { PerDirection = (int)perDirection },
    };
}
