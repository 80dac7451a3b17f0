using System.CommandLine;

namespace Cpc.Node.Cli;

/// <summary>Where the key file's passphrase is. The passphrase itself is never an argument: others see those.</summary>
internal sealed class PassphraseOption() : Option<string?>("--passphrase-file")
{
    /// <summary>Takes the place of the option.</summary>
    public const string Variable = "CPC_PASSPHRASE_FILE";

    private const string StandardInput = "-";

    /// <summary>The file that was named, "-" for standard input; null when none was.</summary>
    /// <exception cref="CliException">The name is empty, or standard input is a terminal.</exception>
    public string? Of(Invocation call)
    {
        // An option with an unset shell variable must not mean "no passphrase".
        if (call.Get(this) is "") throw CliException.Usage("--passphrase-file: the name is empty.");
        var file = call.Get(this) ?? (call.Environment.Variable(Variable) is { Length: > 0 } named ? named : null);
        return file != StandardInput || call.Environment.InIsRedirected
            ? file
            : throw CliException.Usage("--passphrase-file: what is typed here would be shown. Pipe it in, e.g.: systemd-ask-password 'Passphrase:' | cpc run --passphrase-file -");
    }

    public static PassphraseOption Create(string description) =>
        new() { Description = $"{description}; - reads standard input [or {Variable}]", HelpName = "FILE" };
}
