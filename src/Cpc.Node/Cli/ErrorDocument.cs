namespace Cpc.Node.Cli;

/// <summary>What --json prints when a command fails.</summary>
internal sealed record ErrorDocument(ErrorBody Error);
