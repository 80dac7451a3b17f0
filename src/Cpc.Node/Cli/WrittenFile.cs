namespace Cpc.Node.Cli;

/// <summary>A file that a command wrote.</summary>
internal sealed record WrittenFile(string File, int Bytes);
