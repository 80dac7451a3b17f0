using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Cpc.Actors.Api;
using Cpc.Node.Cli.Commands;

namespace Cpc.Node.Cli;

/// <summary>The command line: parses, runs, and turns every failure into words and an exit code.</summary>
internal static class CpcCommandLine
{
    // Response files ("@file") would swallow an argument that happens to begin with '@'.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>The commands, in the order of --help. A new command is one file and one line here.</summary>
    public static IReadOnlyList<Command> Commands() =>
    [
        new DemoCommand(),
        new InitCommand(),
        new RunCommand(),
        new IdCommand(),
        new StatusCommand(),
        new CommandGroup("peer", "The peers this node knows", new PeerAddCommand(), new PeerInviteCommand(), new PeerListCommand(), new PeerVerifyCommand()),
        new CommandGroup("consent", "What may be exchanged with whom", new ConsentGrantCommand(), new ConsentRevokeCommand(), new ConsentListCommand()),
        new ValidateCommand(),
        new SendCommand(),
        new ListCommand(),
        new ShowCommand(),
        new AcceptCommand(),
        new RejectCommand(),
        new CommandGroup("invoice", "Invoices and credit notes: lists, search, and all that is done with them",
            new InvoiceListCommand(), new ShowCommand("cpc invoice"), new SendCommand("cpc invoice"), new AcceptCommand("cpc invoice"),
            new RejectCommand("cpc invoice"), new InvoiceImportCommand(), new InvoiceExportCommand(), new InvoiceRebuildCommand()),
        new DoctorCommand(),
        new CommandGroup("dht", "Discovery: how peers are found", new DhtStatusCommand(), new DhtLookupCommand(), new DhtPeersCommand()),
        new CommandGroup("audit", "The record of what was exchanged", new AuditVerifyCommand()),
    ];

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken cancel = default)
    {
        var common = new CommonOptions();

        // Not asked of the parser: errors of usage are printed as JSON too. Past "--" it is an argument.
        var output = new Output(environment, args.TakeWhile(a => a != "--").Contains("--json"));
        var parsed = Root(common, environment, output).Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction) return UsageError(parsed, output);

        // Signals are left to the commands: 'run' needs longer than the library's two seconds to stop.
        var invocation = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancel);
        }
        catch (CliException e)
        {
            output.Fail(e.Problem);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            output.Fail(new Problem("cancelled", "Cancelled."));
            return ExitCode.Refused;
        }
        catch (Exception e)
        {
            // A fault of ours; a stack trace would help nobody at the keyboard.
            output.Fail(new Problem("fault", $"cpc failed unexpectedly ({e.GetType().Name}): {e.Message}"));
            return ExitCode.Refused;
        }
    }

    private static RootCommand Root(CommonOptions common, CliEnvironment environment, Output output)
    {
        var root = new RootCommand("Exchanges invoices with business partners directly, end-to-end encrypted.") { HelpName = "cpc" };
        root.Options.Add(common.Data);
        root.Options.Add(common.Json);
        foreach (var command in Commands())
        {
            root.Subcommands.Add(command);
            foreach (var leaf in command.Subcommands.Append(command).OfType<CpcCommand>())
                leaf.SetAction((parsed, cancel) => leaf.ExecuteAsync(new Invocation(parsed, common, environment, output), cancel));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show help";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version";
        var action = new HelpWithExamples((HelpAction)help.Action!, environment);
        help.Action = action;
        root.SetAction(parsed => output.Json
            ? throw CliException.Usage("Name a command; 'cpc --help' lists them.")
            : action.Invoke(parsed));
        return root;
    }

    private static int UsageError(ParseResult parsed, Output output)
    {
        var action = (ParseErrorAction)parsed.Action!;
        action.ShowHelp = false;
        using var suggestions = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = suggestions, Error = TextWriter.Null });
        var messages = parsed.CommandResult.Command is CommandGroup group && parsed.Tokens.All(t => t.Type != TokenType.Argument)
            ? [$"Name what to do: {string.Join(" or ", group.Subcommands.Select(c => $"'cpc {group.Name} {c.Name}'"))}."]
            : parsed.Errors.Select(e => e.Message).Distinct().Append(suggestions.ToString().Trim());
        var path = string.Join(' ', Path(parsed.CommandResult.Command));
        output.Fail(new Problem("usage", $"{string.Join('\n', messages.Where(m => m.Length > 0))}\nSee '{path} --help'."));
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? ["cpc"] : Path(parent).Append(command.Name);
    }
}
