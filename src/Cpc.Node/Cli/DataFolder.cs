using Cpc.Actors.Hosting;

namespace Cpc.Node.Cli;

/// <summary>Where a node's data is: --data, CPC_DATA, XDG_DATA_HOME/cpc or ~/.local/share/cpc.</summary>
internal static class DataFolder
{
    private const UnixFileMode OthersBits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="CliException">None can be named.</exception>
    public static NodeFolder Resolve(string? option, Func<string, string?> variable)
    {

        // --data "$DIR" with DIR unset must not fall back to another node.
        if (option is "") throw CliException.Usage("--data: the folder is empty.");
        if (option is not null) return new NodeFolder(option);
        if (variable("CPC_DATA") is { Length: > 0 } data) return new NodeFolder(data);

        // The XDG specification says to ignore relative paths.
        if (variable("XDG_DATA_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg)) return new NodeFolder(Path.Combine(xdg, "cpc"));
        if (variable("HOME") is { Length: > 0 } home) return new NodeFolder(Path.Combine(home, ".local", "share", "cpc"));
        throw CliException.Usage("No data folder: HOME is not set. Name one with --data DIR or CPC_DATA.");
    }

    /// <summary>Refuses a folder that others can look into: the journal and the socket lie in it.</summary>
    /// <exception cref="CliException">Others have access.</exception>
    public static void RequirePrivate(NodeFolder folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder.Path)) return;
        if ((File.GetUnixFileMode(folder.Path) & OthersBits) == 0) return;
        throw CliException.Refused("folder-not-private", $"Other users can enter {folder.Path}. Run 'chmod 700 {folder.Path}', or name another folder with --data.");
    }
}
