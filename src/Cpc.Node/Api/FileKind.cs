using System.Runtime.InteropServices;
using System.Text;

namespace Cpc.Node.Api;

/// <summary>What kind of file a path names, without following a link; .NET tells no socket from a regular file.</summary>
internal static class FileKind
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeOnly = 1;

    // struct statx is the same on every architecture: 256 bytes, stx_mode the 16 bits at 28.
    private const int StatSize = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int SocketType = 0xC000;

    /// <summary>Nothing is there, not even a link that leads nowhere.</summary>
    public static bool IsAbsent(string path) => !new FileInfo(path).Exists && !Directory.Exists(path) && new FileInfo(path).LinkTarget is null;

    /// <summary>A socket itself, not a link to one; false wherever that can't be found out.</summary>
    public static bool IsSocket(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var stat = new byte[StatSize];
        return Stat(CurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], NoFollow, TypeOnly, stat) == 0
            && (MemoryMarshal.Read<ushort>(stat.AsSpan(ModeAt)) & TypeMask) == SocketType;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, byte[] path, int flags, uint mask, [Out] byte[] stat);
}
