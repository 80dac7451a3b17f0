namespace Cpc.Node.Cli.Rendering;

/// <summary>A column of a table.</summary>
/// <param name="Wraps">Free text, folded when a terminal is too narrow; the others stay on one line.</param>
/// <param name="IsId">Shortened to its beginning when a terminal is too narrow for whole ids.</param>
internal sealed record Column(string Title, bool IsId = false, bool IsNumber = false, bool Wraps = false);
