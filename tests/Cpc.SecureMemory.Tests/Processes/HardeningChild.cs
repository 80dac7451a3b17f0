using System.Diagnostics;

namespace Cpc.SecureMemory.Tests;

/// <summary>Prints the report, and whether another program of the same user can look into this process.</summary>
internal static class HardeningChild
{
    public static void Run(bool apply)
    {
        var report = apply ? ProcessHardening.Apply(1 << 20) : ProcessHardening.Inspect(1 << 20);
        Console.WriteLine(report.IsComplete ? "complete" : "incomplete");
        Console.WriteLine(OthersSee() ? "visible" : "hidden");
        Console.WriteLine(report);
    }

    // Reading the environment takes the same right as reading the memory, but no exception of Yama's.
    private static bool OthersSee()
    {
        using var cat = Process.Start(new ProcessStartInfo("/bin/cat", [$"/proc/{Environment.ProcessId}/environ"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        cat.StandardOutput.ReadToEnd();
        cat.StandardError.ReadToEnd();
        cat.WaitForExit();
        return cat.ExitCode == 0;
    }
}
