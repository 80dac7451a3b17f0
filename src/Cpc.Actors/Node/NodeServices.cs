using Cpc.Actors.Hosting;
using Cpc.Actors.Monitor;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Governance.Audit;
using Cpc.SecureMemory;
using Cpc.Sessions;

namespace Cpc.Actors.Node;

/// <summary>What the actors of one node share: handles and thread-safe services, never keys in messages.</summary>
public sealed class NodeServices : IDisposable
{
    private readonly KeyFile _keys;
    private readonly SecureData _auditPepper = new(32);

    /// <exception cref="KeyFileException">The key file can't be used.</exception>
    /// <exception cref="NodeStartException">The passphrase is missing or can't be read.</exception>
    public NodeServices(CpcNodeOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        Folder = new NodeFolder(options.DataFolder);
        _keys = KeyFile.Open(Folder.KeyFile, time.GetUtcNow(), PassphraseFile.Asker(options.PassphraseFile));
        Identity = new Identity(_keys.IdentitySeed);
        Sessions = new SessionContextFactory(_keys, Identity, Peers, options.Network, time);
        Cipher = new DataCipher(_keys.DataKey);
        HkdfBlake2b.Expand(_keys.DataKey.Span, "cpc/v1/audit-pepper"u8, _auditPepper.Span);
        AuditReferences = new AuditReferences(() => _auditPepper.Span);
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

    /// <summary>The peers this node knows; read by the transports from any thread.</summary>
    public PeerDirectory Peers { get; } = new();

    public SecurityCounters Counters { get; } = new();

    /// <summary>Pending handshakes of the whole node.</summary>
    public HandshakeBudget Handshakes { get; } = new();

    public NodeRouter Router { get; } = new();

    public void Dispose()
    {
        Identity.Dispose();
        _auditPepper.Dispose();
        _keys.Dispose();
    }
}
