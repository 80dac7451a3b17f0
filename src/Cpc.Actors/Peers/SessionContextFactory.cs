using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Actors.Peers;

/// <summary>Makes session contexts with the node's current Noise static, which it renews on its day. Thread-safe.</summary>
public sealed class SessionContextFactory(KeyFile keys, IIdentity identity, string network, TimeProvider time)
{
    private readonly Lock _lock = new();
    private StaticKey? _recorded;
    private byte[] _record = [];

    public SessionContext For(PeerId peer)
    {
        lock (_lock)
        {
            keys.RenewStatic(time.GetUtcNow());
            var current = keys.Statics[^1];
            if (_recorded != current)
            {
                _record = StaticRecord.Sign(identity, current.PublicKey, current.NotBefore, current.NotAfter, current.Sequence, Suite.Supported).Encode();
                _recorded = current;
            }

            return new SessionContext
            {
                Network = network,
                Identity = identity,
                Static = new StaticKeyPair(current.PrivateKey, current.PublicKey),
                StaticRecord = _record,
                Peer = peer,
            };
        }
    }
}
