using System.Text.Json;
using Cpc.Actors.Api;
using Cpc.Node.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace Cpc.Node.Tests;

/// <summary>One call of the command line in this process.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static Task<CliRun> OfAsync(TempFolder folder, params string[] args) => OfAsync(folder, false, 80, args);

    /// <summary>Standard error is a terminal, standard output is redirected.</summary>
    public static Task<CliRun> WithErrorTerminalAsync(TempFolder folder, params string[] args) => OfAsync(folder, e => e with { ErrorIsTerminal = true }, args);

    public static Task<CliRun> OfAsync(TempFolder folder, bool terminal, int width, string[] args) =>
        OfAsync(folder, e => e with { OutIsTerminal = terminal, Width = width }, args);

    private static async Task<CliRun> OfAsync(TempFolder folder, Func<CliEnvironment, CliEnvironment> adapt, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = Environment(folder, output, error, new FakeNode());
        var exit = await CpcCommandLine.RunAsync(args, adapt(environment));
        return new CliRun(exit, output.ToString(), error.ToString());
    }

    public static CliEnvironment Environment(TempFolder folder, TextWriter output, TextWriter error, FakeNode node) => new()
    {
        Out = output,
        Error = error,
        Variable = name => name switch { "CPC_DATA" => folder.Path, "NO_COLOR" => "1", _ => null },
        AddNode = (services, _) => services.AddSingleton<ICpcNode>(node),
    };
}
