using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The long-lived keys of a running node, moved from its <see cref="KeyFile"/> into sealed slots; nothing of them stays
/// in plain memory. The file is opened again, for a moment, when a static is due for renewal.
/// </summary>
public sealed class NodeKeys : IDisposable
{
    private readonly string _path;
    private readonly SecureStorage _storage;
    private readonly Secret? _passphrase;
    private readonly List<HeldStatic> _statics = [];

    private NodeKeys(string path, SecureStorage storage, KeyFile file, Secret? passphrase)
    {
        _path = path;
        _storage = storage;
        _passphrase = passphrase;
        using var privateKey = new SecureData(Ed25519.PrivateKeySize);
        Ed25519.DeriveKeyPair(file.IdentitySeed.Span, IdentityPublicKey, privateKey.Span);
        IdentityKey = Secret.Seal(storage, privateKey.Span);
        DataKey = Secret.Seal(storage, file.DataKey.Span);
        Take(file);
    }

    /// <summary>Ed25519 private key, 64 bytes.</summary>
    public Secret IdentityKey { get; }

    /// <summary>32 bytes.</summary>
    public byte[] IdentityPublicKey { get; } = new byte[Ed25519.PublicKeySize];

    /// <summary>Key of what is sealed in the journal, 32 bytes.</summary>
    public Secret DataKey { get; }

    /// <summary>The Noise statics that still serve, oldest first; the last one is current.</summary>
    public IReadOnlyList<HeldStatic> Statics => _statics;

    /// <param name="passphrase">Gives the passphrase when the file is sealed; it is kept, sealed, for renewals.</param>
    /// <exception cref="KeyFileException">The file can't be used; the message names the remedy.</exception>
    public static NodeKeys Open(string path, DateTimeOffset now, SecureStorage storage, Func<SecureData?>? passphrase = null)
    {
        Secret? held = null;
        using var file = KeyFile.Open(path, now, passphrase is null ? null : () =>
        {
            var given = passphrase();
            if (given is not null) held = Secret.Seal(storage, given.Span);
            return given;
        });
        return new NodeKeys(path, storage, file, held);
    }

    /// <summary>Reissues the static at day 20 and erases those whose time is over.</summary>
    /// <returns>True when something changed.</returns>
    /// <exception cref="KeyFileException">The file can't be read or written.</exception>
    public bool RenewStatic(DateTimeOffset now)
    {
        var due = now - _statics[^1].NotBefore >= KeyFile.StaticRenewal || _statics.Any(s => s != _statics[^1] && now > s.NotAfter + KeyFile.ClockSkew);
        if (!due) return false;
        using var file = KeyFile.Open(_path, now, _passphrase is null ? null : () => _passphrase.Use(0, static (bytes, _) => SecureData.CopyOf(bytes)));
        Take(file);
        return true;
    }

    public void Dispose()
    {
        IdentityKey.Dispose();
        DataKey.Dispose();
        _passphrase?.Dispose();
        foreach (var held in _statics) held.PrivateKey.Dispose();
    }

    // Keeps those it has, so that sessions under way keep theirs.
    private void Take(KeyFile file)
    {
        foreach (var gone in _statics.Where(s => file.Statics.All(f => f.Sequence != s.Sequence)).ToList())
        {
            _statics.Remove(gone);
            gone.PrivateKey.Dispose();
        }

        foreach (var key in file.Statics)
        {
            if (_statics.All(s => s.Sequence != key.Sequence))
                _statics.Add(new HeldStatic(Secret.Seal(_storage, key.PrivateKey.Span), key.PublicKey, key.NotBefore, key.NotAfter, key.Sequence));
        }
    }
}
