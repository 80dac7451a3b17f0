using System.Globalization;

namespace Cpc.SecureMemory;

/// <summary>
/// Closes the process to other programs of the same user, as far as it can itself, and says what is left to its
/// environment. Against root nothing helps. Called before the first secret is read.
/// </summary>
public static class ProcessHardening
{
    /// <summary>Switches core dumps and tracing off, then looks at everything.</summary>
    /// <param name="lockedBytes">Bytes the node will lock, or has locked.</param>
    public static HardeningReport Apply(long lockedBytes)
    {
        if (!OperatingSystem.IsWindows()) _ = Libc.SetLimit(Libc.RLIMIT_CORE, new ResourceLimit(0, 0));
        if (OperatingSystem.IsLinux()) _ = Libc.ProcessControl(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0);
        // What counts is what then holds, not what the calls returned.
        return Inspect(lockedBytes);
    }

    /// <summary>Looks, and changes nothing.</summary>
    /// <inheritdoc cref="Apply"/>
    public static HardeningReport Inspect(long lockedBytes) =>
        new([CoreDump(), Tracing(), Diagnostics(), LockableMemory(lockedBytes)]);

    private static HardeningFinding CoreDump()
    {
        const HardeningMeasure Measure = HardeningMeasure.NoCoreDump;
        if (OperatingSystem.IsWindows())
            return new(Measure, false, "Crash dumps are not looked at on Windows.", "Switch Windows Error Reporting off for this program.");
        if (Environment.GetEnvironmentVariable("DOTNET_DbgEnableMiniDump") == "1")
            return new(Measure, false, "The runtime writes a dump when it crashes (DOTNET_DbgEnableMiniDump=1).", "Start the node without that variable.");
        return Libc.GetLimit(Libc.RLIMIT_CORE, out var limit) == 0 && limit is { Soft: 0, Hard: 0 }
            ? new(Measure, true, "A crash writes no core dump.", null)
            : new(Measure, false, "A crash may write a core dump (RLIMIT_CORE is not 0).", "Set 'ulimit -c 0', or LimitCORE=0 in the systemd unit.");
    }

    private static HardeningFinding Tracing()
    {
        const HardeningMeasure Measure = HardeningMeasure.NotTraceable;
        if (!OperatingSystem.IsLinux())
            return new(Measure, false, "Other programs of the same user may attach as debuggers on this system.", "Run the node under a user of its own.");
        return Libc.ProcessControl(Libc.PR_GET_DUMPABLE, 0, 0, 0, 0) == 0
            ? new(Measure, true, "Other programs of the same user can neither trace the process nor read its memory; root can.", null)
            : new(Measure, false, "Other programs of the same user may trace the process and read its memory (it is dumpable).", "Run the node under a user of its own, and set kernel.yama.ptrace_scope=1.");
    }

    private static HardeningFinding Diagnostics()
    {
        const HardeningMeasure Measure = HardeningMeasure.NoDiagnosticPort;
        const string Remedy = "Set DOTNET_EnableDiagnostics=0 in the environment before the node starts.";
        if (OperatingSystem.IsWindows())
            return new(Measure, false, "The runtime's diagnostic pipe is not looked at on Windows.", Remedy);
        var found = DiagnosticPort.Find(Environment.ProcessId);
        if (found.Count == 0) return new(Measure, true, "The runtime has no diagnostic port.", null);
        var variable = Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics");
        var why = variable == "0" ? " although DOTNET_EnableDiagnostics is 0" : "";
        return new(Measure, false, $"Other programs of the same user can take a dump through the runtime's diagnostic port ({string.Join(", ", found)}){why}.", Remedy);
    }

    private static HardeningFinding LockableMemory(long lockedBytes)
    {
        const HardeningMeasure Measure = HardeningMeasure.LockableMemory;
        var needed = ResourceLimit.Text((ulong)lockedBytes);
        if (ResourceLimit.LockedMemory() is not { } limit)
            return new(Measure, false, "How much memory the process may lock is not known on this system.", "Switch swap off, or encrypt it.");
        var may = ResourceLimit.Text(limit.Soft);
        if (IgnoresLimit()) return new(Measure, true, $"The process may lock any amount of memory (CAP_IPC_LOCK; RLIMIT_MEMLOCK is {may}).", null);
        return limit.Soft >= (ulong)lockedBytes
            ? new(Measure, true, $"The process may lock {may} of memory; its secrets need {needed}.", null)
            : new(Measure, false, $"The process may lock only {may} of memory (RLIMIT_MEMLOCK); its secrets need {needed}.",
                "Raise the limit: 'ulimit -l', LimitMEMLOCK= in the systemd unit, --ulimit memlock= for a container; or set fewer slots.");
    }

    // CAP_IPC_LOCK, number 14 in capability.h, lifts the limit.
    private static bool IgnoresLimit()
    {
        if (!OperatingSystem.IsLinux()) return false;
        const string Field = "CapEff:";
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal));
        return line is not null && ulong.TryParse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var effective)
            && (effective >> 14 & 1) != 0;
    }
}
