using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>A peer with fresh keys.</summary>
internal sealed class TestPeer
{
    public static readonly Moment Start = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

    private static readonly SecureStorage Shared = StorageScope.Create(8192, 1024);

    /// <summary>One for all tests, unless the thread is within a <see cref="StorageScope"/>.</summary>
    public static SecureStorage Storage => StorageScope.Current ?? Shared;

    public TestPeer()
    {
        Identity = new Identity(SecureData.Random(32));
        var privateKey = new SecureData(32);
        var publicKey = new byte[32];
        X25519.GenerateKeyPair(publicKey, privateKey.Span);
        Static = new StaticKeyPair(privateKey, publicKey);
        Record = StaticRecord.Sign(Identity, publicKey, Start.Utc, Start.Utc.AddDays(30), 7, Suite.Supported);
    }

    public Identity Identity { get; }

    public PeerId Id => Identity.PeerId;

    public StaticKeyPair Static { get; }

    public StaticRecord Record { get; set; }

    public SessionContext Facing(PeerId peer, string network = "test", SessionLimits? limits = null) => new()
    {
        Network = network,
        Storage = Storage,
        Identity = Identity,
        Statics = [new OwnStatic(Static, Record.Sequence, Record.Encode(), Record.NotAfter)],
        Peer = peer,
        Limits = limits ?? SessionLimits.Default,
    };

    /// <summary>As one that has met the peer before.</summary>
    public SessionContext Knowing(TestPeer peer, SessionLimits? limits = null) =>
        Facing(peer.Id, limits: limits) with { PeerRecord = peer.Record };
}
