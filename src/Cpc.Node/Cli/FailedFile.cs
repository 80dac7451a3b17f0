namespace Cpc.Node.Cli;

/// <summary>A file that was not sent, and why.</summary>
internal sealed record FailedFile(string File, ErrorBody Error);
