using Cpc.Cryptography;

namespace Cpc.Kademlia.Tests;

/// <summary>An identity with real keys, made from a seed.</summary>
internal sealed class TestIdentity
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly byte[] _privateKey = new byte[Ed25519.PrivateKeySize];

    public TestIdentity(Random random)
    {
        var seed = new byte[Ed25519.SeedSize];
        random.NextBytes(seed);
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.DeriveKeyPair(seed, publicKey, _privateKey);
        Peer = new PeerId(publicKey);
        Id = NodeId.Of(Peer);
        NoiseStatic = new byte[X25519.KeySize];
        random.NextBytes(NoiseStatic);
        NoiseStatic[^1] &= 0x3f; // canonical
    }

    public PeerId Peer { get; }

    public NodeId Id { get; }

    public byte[] NoiseStatic { get; }

    /// <summary>A contact somewhere in the network 10.x.</summary>
    public Contact At(NodeAddress address) => new(Peer, NoiseStatic, address);

    public PeerRecord Record(uint sequence, DateTimeOffset notBefore, TimeSpan? life = null) => PeerRecord.Sign(new PeerRecordContent
    {
        Peer = Peer,
        StaticRecord = new byte[190],
        Addresses = [Address(1, 1)],
        Capabilities = Capabilities.Tls,
        NotBefore = notBefore,
        NotAfter = notBefore + (life ?? KademliaConstants.RecordLife),
        Sequence = sequence,
    }, Sign);

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => Ed25519.Sign(_privateKey, message, signature);

    /// <summary>An IPv4 address in the /16 of this number, 1 to 57,000.</summary>
    public static NodeAddress Address(int prefix, int host) => new((UInt128)(((uint)(prefix + 0x0100) << 16) | (uint)host), false, 4747);
}
