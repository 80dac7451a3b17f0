using System.CommandLine;

namespace Cpc.Node.Cli;

/// <summary>A command that does something. It throws <see cref="CliException"/> for what it can't do.</summary>
internal abstract class CpcCommand : Command, IHasExamples
{
    protected CpcCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
    }

    public IReadOnlyList<string> Examples { get; }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public abstract Task<int> ExecuteAsync(Invocation call, CancellationToken cancel);

    /// <summary>Refuses an empty argument: in a URL it would name something else.</summary>
    protected static Argument<string> Required(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.Tokens.Count > 0 ? result.Tokens[0].Value : "")) result.AddError($"{name} is empty.");
        });
        return argument;
    }
}
