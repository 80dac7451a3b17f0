using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The node's long-lived keys on disk: identity seed, Noise statics, data key (protocol.md §11). The file has mode
/// 0600 and is replaced atomically, so a crash leaves the old or the new one, never half of one.
/// </summary>
public sealed class KeyFile : IDisposable
{
    /// <summary>Life of a Noise static.</summary>
    public static readonly TimeSpan StaticLife = TimeSpan.FromDays(30);

    /// <summary>Age at which a Noise static is reissued.</summary>
    public static readonly TimeSpan StaticRenewal = TimeSpan.FromDays(20);

    /// <summary>Clock difference tolerated between peers.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(300);

    private readonly string _path;
    private readonly List<StaticKey> _statics;

    internal KeyFile(string path, SecureData identitySeed, SecureData dataKey, IEnumerable<StaticKey> statics)
    {
        _path = path;
        IdentitySeed = identitySeed;
        DataKey = dataKey;
        _statics = [.. statics];
    }

    /// <summary>Ed25519 seed, 32 bytes.</summary>
    public SecureData IdentitySeed { get; }

    /// <summary>Key of what is sealed in the journal, 32 bytes.</summary>
    public SecureData DataKey { get; }

    /// <summary>The Noise statics, oldest first; the last one is current.</summary>
    public IReadOnlyList<StaticKey> Statics => _statics;

    /// <summary>Draws all keys and writes a new file.</summary>
    /// <exception cref="KeyFileException">The file exists already or can't be written.</exception>
    public static KeyFile Create(string path, DateTimeOffset now)
    {
        if (File.Exists(path))
            throw new KeyFileException($"The key file {path} exists already. Its keys are the node's identity; move it away to begin anew.");
        var keys = new KeyFile(path, SecureData.Random(32), SecureData.Random(32), [NewStatic(now, 0)]);
        keys.Save();
        return keys;
    }

    /// <summary>Reads a file and renews the Noise static when its day has come.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, or damaged; the message names the remedy.</exception>
    public static KeyFile Open(string path, DateTimeOffset now)
    {
        if (!File.Exists(path)) throw new KeyFileException($"There is no key file at {path}. Run 'cpc init' first.");
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
            if ((File.GetUnixFileMode(path) & others) != 0)
                throw new KeyFileException($"The key file {path} is accessible to other users. Run 'chmod 600 {path}', and consider its keys exposed.");
        }

        using var encoded = ReadSecret(path);
        var keys = KeyFileFormat.TryDecode(path, encoded)
            ?? throw new KeyFileException($"The key file {path} is damaged or of another format. Restore it from a backup.");
        keys.RenewStatic(now);
        return keys;
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

        if (changed) Save();
        return changed;
    }

    public void Dispose()
    {
        IdentitySeed.Dispose();
        DataKey.Dispose();
        foreach (var key in _statics) key.Dispose();
    }

    private static StaticKey NewStatic(DateTimeOffset now, uint lastSequence)
    {
        var privateKey = SecureData.Random(X25519.KeySize);
        var notBefore = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var sequence = Math.Max(lastSequence + 1, (uint)(now.ToUnixTimeSeconds() / 60));
        return new StaticKey(privateKey, notBefore, notBefore + StaticLife, sequence);
    }

    private static SecureData ReadSecret(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length is 0 or > KeyFileFormat.MaxSize)
                throw new KeyFileException($"The key file {path} is damaged: its size is {file.Length} bytes. Restore it from a backup.");
            var encoded = new SecureData((int)file.Length);
            file.ReadExactly(encoded.Span);
            return encoded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} can't be read: {e.Message}", e);
        }
    }

    private void Save()
    {
        using var encoded = KeyFileFormat.Encode(this);
        var temporary = _path + ".new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // A leftover of a crash may have another mode; creating anew gives the right one.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, options))
            {
                file.Write(encoded.Span);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {_path} can't be written: {e.Message}", e);
        }
    }
}
