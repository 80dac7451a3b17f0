using Cpc.Cryptography;
using Cpc.Kademlia;

namespace Cpc.Actors.Tests.Dht.Simulation;

/// <summary>An identity with real keys, made from a seed.</summary>
internal sealed class SimulatedIdentity
{
    private readonly byte[] _privateKey = new byte[Ed25519.PrivateKeySize];

    public SimulatedIdentity(Random random, NodeAddress address)
    {
        var seed = new byte[Ed25519.SeedSize];
        random.NextBytes(seed);
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.DeriveKeyPair(seed, publicKey, _privateKey);
        var noiseStatic = new byte[X25519.KeySize];
        random.NextBytes(noiseStatic);
        noiseStatic[^1] &= 0x3f; // canonical
        Contact = new Contact(new PeerId(publicKey), noiseStatic, address);
    }

    public Contact Contact { get; }

    public PeerId Peer => Contact.Peer;

    public PeerRecordContent Content => new()
    {
        Peer = Peer,
        StaticRecord = new byte[190],
        Addresses = [Contact.Address],
        NotBefore = default,
        NotAfter = default,
        Sequence = 0,
    };

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => Ed25519.Sign(_privateKey, message, signature);
}
