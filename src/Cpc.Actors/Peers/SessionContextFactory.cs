using Cpc.Cryptography;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Noise;

namespace Cpc.Actors.Peers;

/// <summary>Makes session contexts with the node's Noise statics, which it renews on their day, and with what is
/// known of the peer. Thread-safe.</summary>
public sealed class SessionContextFactory(NodeKeys keys, SecureStorage storage, IIdentity identity, PeerDirectory peers, string network, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<HeldStatic, OwnStatic> _statics = [];

    public SessionContext For(PeerId peer)
    {
        var met = peers.Met(peer);
        return new SessionContext
        {
            Network = network,
            Storage = storage,
            Identity = identity,
            Statics = Statics(),
            Peer = peer,
            PeerRecord = met?.Record,
            HighestSuite = met?.HighestSuite ?? 0,
        };
    }

    /// <summary>The own statics in use, the newest last.</summary>
    public IReadOnlyList<OwnStatic> Statics()
    {
        lock (_lock)
        {
            keys.RenewStatic(time.GetUtcNow());
            foreach (var gone in _statics.Keys.Except(keys.Statics).ToList()) _statics.Remove(gone);
            var statics = new List<OwnStatic>(keys.Statics.Count);
            foreach (var key in keys.Statics)
            {
                if (!_statics.TryGetValue(key, out var own)) _statics.Add(key, own = Sign(key));
                statics.Add(own);
            }

            return statics;
        }
    }

    private OwnStatic Sign(HeldStatic key)
    {
        var record = StaticRecord.Sign(identity, key.PublicKey, key.NotBefore, key.NotAfter, key.Sequence, Suite.Supported);
        return new OwnStatic(new StaticKeyPair(key.PrivateKey, key.PublicKey), key.Sequence, record.Encode(), key.NotAfter);
    }
}
