using System.CommandLine;

namespace Cpc.Node.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The node's data folder [default: $CPC_DATA, else $XDG_DATA_HOME/cpc, else ~/.local/share/cpc]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Socket { get; } = new("--socket")
    {
        Description = "The node's socket for users who are not its owner; 'cpc run' opens it [default: $CPC_SOCKET, else none]",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document and nothing else",
        Arity = ArgumentArity.Zero,
        Recursive = true,
    };
}
