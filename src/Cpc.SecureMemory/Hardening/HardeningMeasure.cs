namespace Cpc.SecureMemory;

/// <summary>What keeps other programs of the same user out of the process (protocol.md §11).</summary>
public enum HardeningMeasure
{
    /// <summary>A crash writes no memory to disk.</summary>
    NoCoreDump,

    /// <summary>No debugger attaches, and /proc shows no memory.</summary>
    NotTraceable,

    /// <summary>The runtime offers no diagnostic port, through which a dump could be taken.</summary>
    NoDiagnosticPort,

    /// <summary>The process may lock as much memory as its secrets need.</summary>
    LockableMemory,
}
