using System.Runtime.InteropServices;

namespace Cpc.Node.Composition;

/// <summary>What the process has from its user: the id, and the rights of the files it makes.</summary>
internal static class ProcessUser
{
    private const uint GroupAndOthers = 0b111_111;

    /// <summary>Effective user id; 0 where there is none.</summary>
    public static uint Id => OperatingSystem.IsWindows() ? 0 : GetEffectiveUserId();

    /// <summary>umask 077: whatever a library writes into the data folder, others can't read it.</summary>
    public static void KeepFilesPrivate()
    {
        if (!OperatingSystem.IsWindows()) _ = SetUmask(GroupAndOthers);
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetUmask(uint mask);
}
