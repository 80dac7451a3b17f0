using System.CommandLine;

namespace Cpc.Node.Cli;

/// <summary>A command that only holds others.</summary>
internal sealed class CommandGroup : Command, IHasExamples
{
    public CommandGroup(string name, string description, params CpcCommand[] commands)
        : base(name, description)
    {
        foreach (var command in commands) Subcommands.Add(command);
        Examples = [.. commands.Select(c => c.Examples[0])];
    }

    public IReadOnlyList<string> Examples { get; }
}
