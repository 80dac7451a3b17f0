using Cpc.SecureMemory;

namespace Cpc.Actors.Hosting;

/// <summary>Closes this process to other programs of the same user, as far as it can itself (protocol.md §11).</summary>
public static class NodeHardening
{
    // How much memory may be locked is told by the storage that locks it (NodeServices.MemoryWarnings).
    private const HardeningMeasure NotHere = HardeningMeasure.LockableMemory;

    /// <summary>No core dump, not traceable. For the process that is the node, before the first secret is read; not for
    /// a program that holds a node among other things, such as a test.</summary>
    /// <returns>What only the environment can do, each with its remedy; empty when nothing is missing.</returns>
    public static IReadOnlyList<string> Apply() => Words(ProcessHardening.Apply(0));

    /// <summary>Looks, and changes nothing.</summary>
    /// <inheritdoc cref="Apply"/>
    public static IReadOnlyList<string> Gaps() => Words(ProcessHardening.Inspect(0));

    private static List<string> Words(HardeningReport report) =>
        [.. report.Findings.Where(f => !f.Achieved && f.Measure != NotHere).Select(f => $"{f.Text} {f.Remedy}")];
}
