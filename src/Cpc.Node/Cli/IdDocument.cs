namespace Cpc.Node.Cli;

/// <summary>What 'init' and 'id' print.</summary>
internal sealed record IdDocument(string Id, string Data);
