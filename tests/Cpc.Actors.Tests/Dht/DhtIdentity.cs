using Cpc.Actors.Dht;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Actors.Tests.Dht;

/// <summary>The keys of a node of the DHT, and the settings made of them.</summary>
internal sealed class DhtIdentity : IDisposable
{
    private readonly SecureData _private = new(X25519.KeySize);

    public DhtIdentity(NodeAddress address, DateTimeOffset now)
    {
        Identity = new Identity(SecureData.Random(32));
        var publicKey = new byte[X25519.KeySize];
        X25519.GenerateKeyPair(publicKey, _private.Span);
        Static = new StaticKeyPair(_private, publicKey);
        var record = StaticRecord.Sign(Identity, publicKey, now, now.AddDays(30), 1, Suite.Supported);
        Statics = [new OwnStatic(Static, 1, record.Encode(), record.NotAfter)];
        Address = address;
    }

    public Identity Identity { get; }

    public StaticKeyPair Static { get; }

    public IReadOnlyList<OwnStatic> Statics { get; }

    public NodeAddress Address { get; private set; }

    public PeerId Peer => Identity.PeerId;

    public Contact Contact => new(Peer, Static.PublicKey, Address);

    /// <summary>Its address, where that is known only later.</summary>
    public DhtIdentity At(NodeAddress address)
    {
        Address = address;
        return this;
    }

    public DhtSettings Settings(bool publishes, params Contact[] bootstrap) => new()
    {
        Self = Peer,
        Signer = Identity.Sign,
        Seeds = bootstrap,
        Serve = ServeMode.Always,
        Content = () => publishes
            ? new PeerRecordContent
            {
                Peer = Peer,
                StaticRecord = Statics[0].Record,
                Addresses = [Address],
                NotBefore = default,
                NotAfter = default,
                Sequence = 0,
            }
            : null,
    };

    public void Dispose() => Identity.Dispose();
}
