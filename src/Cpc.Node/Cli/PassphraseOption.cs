using System.CommandLine;

namespace Cpc.Node.Cli;

/// <summary>Where the key file's passphrase is. The passphrase itself is never an argument: others see those.</summary>
internal sealed class PassphraseOption() : Option<string?>("--passphrase-file")
{
    /// <summary>Takes the place of the option.</summary>
    public const string Variable = "CPC_PASSPHRASE_FILE";

    /// <summary>The file that was named, "-" for standard input; null when none was.</summary>
    /// <exception cref="CliException">The name is empty.</exception>
    public string? Of(Invocation call)
    {
        // An option with an unset shell variable must not mean "no passphrase".
        if (call.Get(this) is not { } file) return call.Environment.Variable(Variable) is { Length: > 0 } named ? named : null;
        return file.Length > 0 ? file : throw CliException.Usage("--passphrase-file: the name is empty.");
    }

    public static PassphraseOption Create(string description) =>
        new() { Description = $"{description}; - reads standard input [or {Variable}]", HelpName = "FILE" };
}
