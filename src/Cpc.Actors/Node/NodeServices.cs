using Cpc.Actors.Dht;
using Cpc.Actors.Documents;
using Cpc.Actors.Hosting;
using Cpc.Actors.Monitor;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Governance.Audit;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Transport;
using Cpc.Transport.Nat;
using Cpc.Transport.Udp;

namespace Cpc.Actors.Node;

/// <summary>What the actors of one node share: handles and thread-safe services, never keys in messages.</summary>
public sealed class NodeServices : IDisposable
{
    private readonly SecureStorage _storage;
    private readonly NodeKeys _keys;
    private readonly Secret _auditPepper;
    private readonly Secret _idKey;

    /// <exception cref="KeyFileException">The key file can't be used.</exception>
    /// <exception cref="NodeStartException">The passphrase is missing or can't be read.</exception>
    public NodeServices(CpcNodeOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        Folder = new NodeFolder(options.DataFolder);
        _storage = OpenStorage(options, out var warnings);
        MemoryWarnings = warnings;
        _keys = NodeKeys.Open(Folder.KeyFile, time.GetUtcNow(), _storage, () => PassphraseFile.Read(options.PassphraseFile));
        Identity = new Identity(_keys.IdentityKey, new PeerId(_keys.IdentityPublicKey));
        Sessions = new SessionContextFactory(_keys, _storage, Identity, Peers, options.Network, time);
        Cipher = new DataCipher(_keys.DataKey);
        _auditPepper = Derive("cpc/v1/audit-pepper"u8);
        _idKey = Derive("cpc/v1/document-id"u8);
        AuditReferences = new AuditReferences(KeyedBy(_auditPepper));
        DocumentIds = new DocumentIds(KeyedBy(_idKey));
        DeadFrames.Erase(DeadFrames.Deep);
    }

    public CpcNodeOptions Options { get; }

    public NodeFolder Folder { get; }

    public TimeProvider Time { get; }

    public Identity Identity { get; }

    /// <summary>This node's id.</summary>
    public PeerId Self => Identity.PeerId;

    /// <summary>The key file is sealed under a passphrase.</summary>
    public bool KeyFileIsSealed => _keys.IsSealed;

    public SessionContextFactory Sessions { get; }

    /// <summary>Seals what is sensitive in the journal.</summary>
    public DataCipher Cipher { get; }

    public AuditReferences AuditReferences { get; }

    /// <summary>Ids of documents that are to be issued once.</summary>
    public DocumentIds DocumentIds { get; }

    /// <summary>The peers this node knows; read by the transports from any thread.</summary>
    public PeerDirectory Peers { get; } = new();

    public SecurityCounters Counters { get; } = new();

    /// <summary>The circuit breakers towards all peers.</summary>
    public BreakerBoard Breakers { get; } = new();

    /// <summary>Pending handshakes of the whole node.</summary>
    public HandshakeBudget Handshakes { get; } = new();

    /// <summary>Memory for large frames that arrive, over the whole node.</summary>
    public LargeFrameBudget LargeFrames { get; } = new(LargeFrameBudget.PerNode);

    public NodeRouter Router { get; } = new();

    /// <summary>From when and until when the current Noise static serves.</summary>
    public (DateTimeOffset NotBefore, DateTimeOffset NotAfter) SessionKeyTimes => (_keys.Statics[^1].NotBefore, _keys.Statics[^1].NotAfter);

    /// <summary>The transports in use, best first.</summary>
    internal IReadOnlyList<ITransport> Transports { get; set; } = [];

    /// <summary>STUN and TURN servers.</summary>
    internal NatOptions Nat { get; set; } = new();

    /// <summary>The one public UDP socket; bound where the node listens.</summary>
    internal PublicSocket Udp { get; } = new();

    /// <summary>What lets QUIC use it; null where QUIC is not used.</summary>
    internal QuicRelay? Relay { get; set; }

    /// <summary>What holds an address on the TURN server; null where none is configured.</summary>
    internal TurnRelay? Turn { get; set; }

    /// <summary>Where others reach this node.</summary>
    internal OwnAddresses OwnAddresses { get; set; } = new([], () => null, () => null);

    /// <summary>Where this node listens; null before it does.</summary>
    public System.Net.IPEndPoint? ListenEndPoint { get; internal set; }

    /// <summary>What is missing of the protection of keys in memory, in words for the operator.</summary>
    public IReadOnlyList<string> MemoryWarnings { get; }

    public void Dispose()
    {
        Relay?.Dispose();
        Udp.Close();
        Breakers.Dispose();
        Identity.Dispose();
        _auditPepper.Dispose();
        _idKey.Dispose();
        _keys.Dispose();
        _storage.Dispose();
    }

    private static SecureStorage OpenStorage(CpcNodeOptions options, out IReadOnlyList<string> warnings)
    {
        var result = SecureStorage.Create(new SecureStorageOptions
        {
            WhenNotLocked = options.LockMemory == "warn" ? WhenNotLocked.Warn : WhenNotLocked.Refuse,
        });
        warnings = result.Warnings;
        return result.Storage ?? throw new NodeStartException(
            $"The memory for keys can't be protected ({result.Refusal}). {string.Join(' ', result.Warnings)} To start without that protection, set LockMemory to warn (CPC_LOCKMEMORY=warn).");
    }

    private Secret Derive(ReadOnlySpan<byte> label)
    {
        using var secret = _keys.DataKey.Use(label, static (key, name) =>
        {
            var derived = new SecureData(32);
            HkdfBlake2b.Expand(key, name, derived.Span);
            return derived;
        });
        return Secret.Seal(_storage, secret.Span);
    }

    private static KeyedHash KeyedBy(Secret key) => (input, digest) => key.Use(
        new Keyed { Input = input, Digest = digest },
        static (secret, keyed) =>
        {
            Blake2b.KeyedHash(secret, keyed.Input, keyed.Digest);
            return true;
        });

    private ref struct Keyed
    {
        public required ReadOnlySpan<byte> Input { get; init; }

        public required Span<byte> Digest { get; init; }
    }
}
