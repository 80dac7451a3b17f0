using System.CommandLine;
using Cpc.Actors.Hosting;
using Cpc.Node.Client;

namespace Cpc.Node.Cli;

/// <summary>One call of a command: its arguments, its output and the node it is about.</summary>
internal sealed class Invocation(ParseResult parsed, CommonOptions common, CliEnvironment environment, Output output)
{
    public CliEnvironment Environment { get; } = environment;

    public Output Output { get; } = output;

    /// <exception cref="CliException">No folder can be named.</exception>
    public NodeFolder Folder => DataFolder.Resolve(parsed.GetValue(common.Data), Environment.Variable);

    /// <summary>The socket for users who are not the node's owner; null for the one in its folder.</summary>
    public string? Socket => parsed.GetValue(common.Socket) ?? (Environment.Variable("CPC_SOCKET") is { Length: > 0 } named ? named : null);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument)
        where T : notnull => parsed.GetRequiredValue(argument);

    /// <summary>An argument that may be left out.</summary>
    public string? Find(Argument<string> argument) => parsed.GetValue(argument);

    /// <param name="limit">Time for each answer; null for the usual.</param>
    public NodeClient Connect(TimeSpan? limit = null) => new(Folder, Socket, limit);
}
