namespace Cpc.Node.Cli;

/// <summary>What 'run' prints once the node is ready.</summary>
internal sealed record RunDocument(string Id, IReadOnlyList<string> Listening, string Transport, string Socket, string Data);
