namespace Cpc.Node.Cli;

/// <summary>Makes folders that a person names (mode 0700); never in one that is there.</summary>
internal static class NewFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="CliException">There is something of this name, or it can't be made.</exception>
    public static string Make(string folder)
    {
        try
        {
            var path = Path.GetFullPath(folder);
            if (Path.Exists(path)) throw CliException.Refused("folder-exists", $"There is something at {folder} already, and it is left as it is. Name a new folder.");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliException.Refused("unwritable-folder", $"The folder {folder} can't be made. Check the name and that you may write there.");
        }
    }
}
