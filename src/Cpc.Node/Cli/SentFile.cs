using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>A file that the node took over.</summary>
internal sealed record SentFile(string File, DocumentView Document);
