using Cpc.Actors.Hosting;

namespace Cpc.Node.Composition;

/// <summary>One node for one data folder. The lock is the kernel's (flock), so a killed node leaves none behind; the
/// file stays, since deleting it would let two processes hold locks on different files of the same name.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="StartException">Another process has it.</exception>
    public static DataFolderLock Take(NodeFolder folder)
    {
        var path = Path.Combine(folder.Path, "cpc.lock");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new DataFolderLock(new FileStream(path, options));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartException("folder-not-writable", $"{path} can't be opened. Run the node as the user who owns {folder.Path}.");
        }
        catch (IOException)
        {
            throw new StartException("already-running", $"A node runs in {folder.Path} already. Use it, stop it, or name another folder with --data.");
        }
    }

    public void Dispose() => _file.Dispose();
}
