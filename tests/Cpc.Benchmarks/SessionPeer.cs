using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Benchmarks;

/// <summary>A peer with its long-lived keys sealed, as in a node.</summary>
internal sealed class SessionPeer : IDisposable
{
    private readonly SecureStorage _storage;
    private readonly Identity _identity;
    private readonly OwnStatic _static;
    private readonly StaticRecord _record;

    public SessionPeer(SecureStorage storage)
    {
        _storage = storage;
        var publicKey = new byte[32];
        var privateKey = new byte[64];
        Ed25519.DeriveKeyPair(SecureRandom.Bytes(32), publicKey, privateKey);
        _identity = new Identity(Secret.Seal(storage, privateKey), new PeerId(publicKey));
        var x25519 = new byte[32];
        var x25519Private = new byte[32];
        X25519.GenerateKeyPair(x25519, x25519Private);
        var now = TimeProvider.System.GetUtcNow();
        _record = StaticRecord.Sign(_identity, x25519, now, now.AddDays(30), 1, Suite.Supported);
        _static = new OwnStatic(new StaticKeyPair(Secret.Seal(storage, x25519Private), x25519), 1, _record.Encode(), _record.NotAfter);
    }

    public Identity Identity => _identity;

    public void Dispose() => _identity.Dispose();

    public SessionContext Knowing(SessionPeer peer) => new()
    {
        Network = "benchmark",
        Storage = _storage,
        Identity = _identity,
        Statics = [_static],
        Peer = peer._identity.PeerId,
        PeerRecord = peer._record,
    };
}
