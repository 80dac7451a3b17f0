namespace Cpc.Node.Cli;

/// <summary>What the process tells the shell; part of the contract in docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The node refused, or something failed.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    public const int NotRunning = 3;

    public const int NotInitialized = 4;

    /// <summary>For --help.</summary>
    public const string Help = "0 done, 1 refused or failed, 2 wrong usage, 3 the node is not running, 4 not initialized";
}
