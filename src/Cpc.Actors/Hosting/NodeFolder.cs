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

    public string Socket => System.IO.Path.Combine(Path, "cpc.sock");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public bool IsInitialized => File.Exists(KeyFile);

    /// <summary>Makes the folder (mode 0700) and draws the node's keys.</summary>
    /// <returns>The new node's id.</returns>
    /// <exception cref="NodeStartException">It has keys already, or can't be written.</exception>
    public string Initialize(TimeProvider time)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
            else Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"The folder {Path} can't be made: {e.Message}", e);
        }

        return IdOf(() => SecureMemory.KeyFile.Create(KeyFile, time.GetUtcNow()));
    }

    /// <summary>Reads the node's id from its key file.</summary>
    /// <exception cref="NodeStartException">Not initialized, readable by others, or damaged.</exception>
    public string ReadId(TimeProvider time) => IdOf(() => SecureMemory.KeyFile.Open(KeyFile, time.GetUtcNow()));

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
