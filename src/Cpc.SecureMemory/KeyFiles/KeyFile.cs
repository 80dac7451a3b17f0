using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The node's long-lived keys on disk: identity seed, Noise statics, data key (protocol.md §11). The file has mode 0600
/// and is sealed under a passphrase, or, for a node that starts unattended, under nothing else. It is replaced
/// atomically, so a crash leaves the old or the new one, never half of one.
/// </summary>
public sealed class KeyFile : IDisposable
{
    /// <summary>Life of a Noise static.</summary>
    public static readonly TimeSpan StaticLife = TimeSpan.FromDays(30);

    /// <summary>Age at which a Noise static is reissued.</summary>
    public static readonly TimeSpan StaticRenewal = TimeSpan.FromDays(20);

    /// <summary>Clock difference tolerated between peers.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(300);

    /// <summary>Shortest passphrase in bytes.</summary>
    public const int MinPassphrase = 8;

    private readonly string _path;
    private readonly List<StaticKey> _statics;
    private KeyFileSeal? _seal;

    internal KeyFile(string path, SecureData identitySeed, SecureData dataKey, IEnumerable<StaticKey> statics, KeyFileSeal? seal)
    {
        _path = path;
        IdentitySeed = identitySeed;
        DataKey = dataKey;
        _statics = [.. statics];
        _seal = seal;
    }

    /// <summary>Ed25519 seed, 32 bytes.</summary>
    public SecureData IdentitySeed { get; }

    /// <summary>Key of what is sealed in the journal, 32 bytes.</summary>
    public SecureData DataKey { get; }

    /// <summary>The Noise statics, oldest first; the last one is current.</summary>
    public IReadOnlyList<StaticKey> Statics => _statics;

    /// <summary>True when the file is sealed under a passphrase.</summary>
    public bool IsSealed => _seal is not null;

    /// <summary>Draws all keys and writes a new file.</summary>
    /// <param name="passphrase">UTF-8, at least 8 bytes; stays the caller's. Null: protected by the file's mode alone.</param>
    /// <param name="cost">Default: <see cref="PassphraseCost.Moderate"/>.</param>
    /// <exception cref="KeyFileException">The file exists already or can't be written, or the passphrase is too short.</exception>
    public static KeyFile Create(string path, DateTimeOffset now, SecureData? passphrase = null, PassphraseCost? cost = null)
    {
        if (File.Exists(path))
            throw new KeyFileException($"The key file {path} exists already. Its keys are the node's identity; move it away to begin anew.");
        var seal = NewSeal(path, passphrase, cost);
        var keys = new KeyFile(path, SecureData.Random(32), SecureData.Random(32), [NewStatic(now, 0)], seal);
        try
        {
            keys.Save(replace: false);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file and renews the Noise static when its day has come.</summary>
    /// <param name="passphrase">Asked once, only for a sealed file; what it returns is erased here.</param>
    /// <exception cref="KeyFileException">Missing, readable by others, damaged, or of another passphrase; the message
    /// names the remedy.</exception>
    public static KeyFile Open(string path, DateTimeOffset now, Func<SecureData?>? passphrase = null)
    {
        using var file = KeyFileDisk.Read(path);
        var keys = KeyFileFormat.FormatOf(file.Span) == SealedKeyFileFormat.Format
            ? OpenSealed(path, file.Span, passphrase)
            : KeyFileFormat.TryDecode(path, file.Span) ?? throw Damaged(path);
        try
        {
            keys.RenewStatic(now);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Writes the file anew under another passphrase, or under none.</summary>
    /// <param name="passphrase">As for <see cref="Create"/>.</param>
    /// <param name="cost">Default: <see cref="PassphraseCost.Moderate"/>.</param>
    /// <exception cref="KeyFileException">It can't be written, or the passphrase is too short; the old one then holds.</exception>
    public void ChangePassphrase(SecureData? passphrase, PassphraseCost? cost = null)
    {
        var old = _seal;
        var seal = NewSeal(_path, passphrase, cost);
        _seal = seal;
        try
        {
            Save(replace: true);
        }
        catch
        {
            _seal = old;
            seal?.Dispose();
            throw;
        }

        old?.Dispose();
    }

    /// <summary>Reissues the Noise static at day 20 and erases those past <c>not_after</c> + 300 s.</summary>
    /// <returns>True when something changed; the file is then already written.</returns>
    public bool RenewStatic(DateTimeOffset now)
    {
        var changed = false;
        var current = _statics[^1];
        if (now - current.NotBefore >= StaticRenewal)
        {
            _statics.Add(NewStatic(now, current.Sequence));
            changed = true;
        }

        foreach (var old in _statics.Where(s => s != _statics[^1] && now > s.NotAfter + ClockSkew).ToList())
        {
            _statics.Remove(old);
            old.Dispose();
            changed = true;
        }

        if (changed) Save(replace: true);
        return changed;
    }

    public void Dispose()
    {
        IdentitySeed.Dispose();
        DataKey.Dispose();
        foreach (var key in _statics) key.Dispose();
        _seal?.Dispose();
    }

    private static KeyFile OpenSealed(string path, ReadOnlySpan<byte> file, Func<SecureData?>? ask)
    {
        var (cost, salt) = SealedKeyFileFormat.TryReadHeader(file) ?? throw Damaged(path);
        using var passphrase = ask?.Invoke()
            ?? throw new KeyFileException($"The key file {path} is sealed, and no passphrase was given. Give it; a node that is to start unattended needs a key file without passphrase.");
        var seal = KeyFileSeal.TryDerive(passphrase, cost, salt) ?? throw NoMemory(path, cost);
        if (SealedKeyFileFormat.TryDecode(path, file, seal) is { } keys) return keys;
        seal.Dispose();
        throw new KeyFileException($"The passphrase does not open the key file {path}. Try again; if it is right, the file is damaged: restore it from a backup.");
    }

    private static KeyFileSeal? NewSeal(string path, SecureData? passphrase, PassphraseCost? cost)
    {
        if (passphrase is null) return null;
        if (passphrase.Length < MinPassphrase)
            throw new KeyFileException($"The passphrase of a key file has at least {MinPassphrase} bytes. Choose a longer one, for instance six words drawn at random.");
        cost ??= PassphraseCost.Moderate;
        return KeyFileSeal.TryDerive(passphrase, cost, SecureRandom.Bytes(Argon2id.SaltSize)) ?? throw NoMemory(path, cost);
    }

    private static StaticKey NewStatic(DateTimeOffset now, uint lastSequence)
    {
        var privateKey = SecureData.Random(X25519.KeySize);
        var notBefore = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var sequence = Math.Max(lastSequence + 1, (uint)(now.ToUnixTimeSeconds() / 60));
        return new StaticKey(privateKey, notBefore, notBefore + StaticLife, sequence);
    }

    private static KeyFileException Damaged(string path) =>
        new($"The key file {path} is damaged or of another format. Restore it from a backup.");

    private static KeyFileException NoMemory(string path, PassphraseCost cost) =>
        new($"The key file {path} can't be opened or sealed: its passphrase takes {cost.MemoryKiB >> 10} MiB of memory for a moment, which the system does not grant. Give the node more memory.");

    private void Save(bool replace)
    {
        using var encoded = _seal is null ? KeyFileFormat.Encode(this) : SealedKeyFileFormat.Encode(this, _seal);
        KeyFileDisk.Write(_path, encoded.Span, replace);
    }
}
