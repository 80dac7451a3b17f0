using Cpc.Actors.Hosting;

namespace Cpc.Node.Cli;

/// <summary>All that the command line takes from outside, so that tests can stand in for it.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Someone reads the output as it comes; false when it is redirected.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Someone sees what is written to standard error; false when it is redirected.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Standard input is a file or a pipe, not someone's keyboard.</summary>
    public bool InIsRedirected { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 80;

    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Adds the node to a host's services.</summary>
    public required Action<IServiceCollection, CpcNodeOptions> AddNode { get; init; }

    /// <summary>Closes the process to other programs of the same user; 'cpc run' calls it.</summary>
    public Action Harden { get; init; } = () => { };

    /// <summary>The process' own console, variables and clock.</summary>
    public static CliEnvironment OfProcess(Action<IServiceCollection, CpcNodeOptions> addNode) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InIsRedirected = Console.IsInputRedirected,
        Width = Console.IsOutputRedirected || Console.WindowWidth < 40 ? 80 : Console.WindowWidth,
        Variable = Environment.GetEnvironmentVariable,
        AddNode = addNode,
        Harden = () => NodeHardening.Apply(),
    };
}
