using System.Diagnostics;

namespace Cpc.SecureMemory.Tests;

/// <summary>Starts <see cref="ChildProcess"/>.</summary>
internal static class Child
{
    public sealed record Result(int ExitCode, string[] Lines, string Errors);

    public static Task<Result> Run(params string[] arguments) => Start([], [], arguments);

    /// <summary>As a user without privileges, with a limit of locked memory.</summary>
    public static Task<Result> RunUnprivileged(int lockableBytes, Dictionary<string, string> environment, params string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Limits are set with Linux's prlimit.");
        Skip.IfNot(File.Exists("/usr/bin/prlimit"), "prlimit is not installed.");
        List<string> prefix = ["/usr/bin/prlimit", $"--memlock={lockableBytes}:{lockableBytes}"];
        if (Environment.IsPrivilegedProcess)
        {
            Skip.IfNot(File.Exists("/usr/bin/setpriv"), "setpriv is not installed, and root may lock any amount.");
            Skip.IfNot(OthersCanRead(typeof(Child).Assembly.Location), "A user without privileges can't read the tests.");
            prefix.AddRange(["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
        }

        return Start(prefix, environment, arguments);
    }

    private static async Task<Result> Start(IReadOnlyList<string> prefix, Dictionary<string, string> environment, string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The child looks at /proc.");
        Skip.IfNot(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet", "The tests do not run under the dotnet host.");
        string[] line = [.. prefix, Environment.ProcessPath!, "exec", typeof(Child).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
        return new Result(process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }

    private static bool OthersCanRead(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if ((File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) == 0) return false;
        }

        return (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0;
    }
}
