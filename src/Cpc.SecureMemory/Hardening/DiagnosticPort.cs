namespace Cpc.SecureMemory;

/// <summary>The runtime's doors for tools: the socket <c>dotnet-diagnostic-{pid}-{start}-socket</c> and the debugger's
/// pipes <c>clr-debug-pipe-{pid}-…</c>, in TMPDIR or /tmp (Microsoft Learn, ".NET diagnostic port").</summary>
internal static class DiagnosticPort
{
    /// <returns>The names found. The kernel's list counts too: a socket whose file was removed still listens.</returns>
    public static IReadOnlyList<string> Find(int processId)
    {
        var prefixes = new[] { $"dotnet-diagnostic-{processId}-", $"clr-debug-pipe-{processId}-" };
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var prefix in prefixes)
        {
            foreach (var path in Files(prefix)) found.Add(Path.GetFileName(path));
        }

        foreach (var line in Sockets())
        {
            var name = line[(line.LastIndexOf('/') + 1)..];
            if (name.StartsWith(prefixes[0], StringComparison.Ordinal)) found.Add(name);
        }

        return [.. found];
    }

    private static string[] Files(string prefix)
    {
        try
        {
            return Directory.GetFileSystemEntries(Path.GetTempPath(), prefix + "*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[] Sockets()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllLines("/proc/net/unix") : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
