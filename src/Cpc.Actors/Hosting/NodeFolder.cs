using Cpc.SecureMemory;
using Cpc.Sessions;

namespace Cpc.Actors.Hosting;

/// <summary>The layout of a node's data folder.</summary>
public sealed class NodeFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string KeyFile => System.IO.Path.Combine(Path, "keys");

    public string Journal => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>Contacts of the DHT for the next start.</summary>
    public string Seeds => System.IO.Path.Combine(Path, "dht-seeds");

    /// <summary>The read model of documents; made anew from the journal when it is removed.</summary>
    public string Lists => System.IO.Path.Combine(Path, "lists.db");

    public string Socket => System.IO.Path.Combine(Path, "cpc.sock");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public bool IsInitialized => File.Exists(KeyFile);

    /// <summary>Makes the folder (mode 0700) and draws the node's keys.</summary>
    /// <param name="passphraseFile">Where the passphrase to seal them under is, "-" for standard input; null for none.</param>
    /// <returns>The new node's id.</returns>
    /// <exception cref="NodeStartException">It has keys already, or can't be written.</exception>
    public string Initialize(TimeProvider time, string? passphraseFile = null)
    {
        using var passphrase = passphraseFile is null ? null : PassphraseFile.Read(passphraseFile);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
            else Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"The folder {Path} can't be made: {e.Message}", e);
        }

        return IdOf(() => SecureMemory.KeyFile.Create(KeyFile, time.GetUtcNow(), passphrase));
    }

    /// <summary>Reads the node's id from its key file.</summary>
    /// <param name="passphraseFile">Where the passphrase is; looked at only when the key file is sealed.</param>
    /// <exception cref="NodeStartException">Not initialized, readable by others, damaged, or of another passphrase.</exception>
    public string ReadId(TimeProvider time, string? passphraseFile = null) =>
        IdOf(() => SecureMemory.KeyFile.Open(KeyFile, time.GetUtcNow(), () => PassphraseFile.Read(passphraseFile)));

    private static string IdOf(Func<KeyFile> open)
    {
        try
        {
            using var keys = open();
            using var identity = new Identity(keys.IdentitySeed);
            return identity.PeerId.ToString();
        }
        catch (KeyFileException e)
        {
            throw new NodeStartException(e.Message, e);
        }
    }
}
