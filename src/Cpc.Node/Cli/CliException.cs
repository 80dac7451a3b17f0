using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>Ends a command with a problem in words for the person at the keyboard, and its exit code.</summary>
internal sealed class CliException(Problem problem, int exitCode) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;

    public int ExitCode { get; } = exitCode;

    public static CliException Refused(string code, string message) => new(new Problem(code, message), Cli.ExitCode.Refused);

    public static CliException Usage(string message) => new(new Problem("usage", message), Cli.ExitCode.Usage);

    public static CliException NotInitialized(string folder) => new(
        new Problem("not-initialized", $"There is no node in {folder}. Run 'cpc init' to create one, or name another folder with --data."),
        Cli.ExitCode.NotInitialized);

    public static CliException NotListening(string socket) => new(
        new Problem("not-running", $"No node listens on {socket}. Its owner starts it with 'cpc run --socket {socket}'."), Cli.ExitCode.NotRunning);

    public static CliException NotRunning(string folder) => new(
        new Problem("not-running", $"The node in {folder} is not running. Start it with 'cpc run', or name another folder with --data."),
        Cli.ExitCode.NotRunning);
}
