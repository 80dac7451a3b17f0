using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cpc.Node.Cli;

/// <summary>The library's help, then examples and exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "cpc init",
        "cpc run --listen 0.0.0.0:7443",
        "cpc peer add ID@bakery.example:7443 --name bakery",
        "cpc consent grant bakery",
        "cpc send invoice.xml --to bakery",
        "cpc list --status received",
    ];

    private readonly HelpAction _help;
    private readonly CliEnvironment _environment;

    public HelpWithExamples(HelpAction help, CliEnvironment environment)
    {
        _help = help;
        _environment = environment;
        _help.MaxWidth = environment.OutIsTerminal ? environment.Width : 120;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var examples = command is IHasExamples own ? own.Examples : RootExamples;
        _environment.Out.WriteLine("Examples:");
        foreach (var example in examples) _environment.Out.WriteLine($"  {example}");
        _environment.Out.WriteLine();
        _environment.Out.WriteLine("Exit codes:");
        _environment.Out.WriteLine($"  {ExitCode.Help}");
        return ExitCode.Done;
    }
}
